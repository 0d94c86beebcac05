package dev.gatehouse.blob;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Passes a stream through, takes its digest, and fails when it has more or fewer bytes than announced. What comes too
 * much is never passed on.
 */
final class MeasuredStream implements ReadStream<Buffer> {

    private final ReadStream<Buffer> source;
    private final long length;
    private final MessageDigest digest;
    private long passed;
    private @Nullable Handler<Throwable> onFailure;

    MeasuredStream(ReadStream<Buffer> source, long length, MessageDigest digest) {
        this.source = source;
        this.length = length;
        this.digest = digest;
    }

    @Override
    public MeasuredStream handler(@Nullable Handler<Buffer> handler) {
        source.handler(handler == null ? null : buffer -> pass(buffer, handler));
        return this;
    }

    @Override
    public MeasuredStream endHandler(@Nullable Handler<Void> handler) {
        source.endHandler(handler == null ? null : end -> end(handler));
        return this;
    }

    @Override
    public MeasuredStream exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public MeasuredStream pause() {
        source.pause();
        return this;
    }

    @Override
    public MeasuredStream resume() {
        source.resume();
        return this;
    }

    @Override
    public MeasuredStream fetch(long amount) {
        source.fetch(amount);
        return this;
    }

    private void pass(Buffer buffer, Handler<Buffer> handler) {
        passed += buffer.length();
        if (passed > length) {
            source.pause();
            fail("The source has more than the announced " + length + " bytes");
            return;
        }
        digest.update(buffer.getBytes());
        handler.handle(buffer);
    }

    private void end(Handler<Void> handler) {
        if (passed < length) {
            fail("The source ended after " + passed + " of the announced " + length + " bytes");
        } else if (passed == length) {
            handler.handle(null);
        }
    }

    private void fail(String message) {
        if (onFailure != null) {
            onFailure.handle(new BlobException(BlobException.Reason.LENGTH, message));
        }
    }
}
