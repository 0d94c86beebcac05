package dev.gatehouse.blob;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An open blob, or a range of it. It holds a file or connection until {@link #pipeTo}, {@link #bytes} or {@link #close}
 * is done, so one of the three must be called.
 */
public final class BlobContent {

    private final BlobInfo info;
    private final long first;
    private final long length;
    private final ReadStream<Buffer> stream;
    private final Supplier<Future<Void>> release;
    private @Nullable Future<Void> released;

    BlobContent(BlobInfo info, ByteRange range, ReadStream<Buffer> stream, Supplier<Future<Void>> release) {
        this.info = info;
        this.first = range.first();
        this.length = range.lengthWithin(info.size());
        this.stream = stream.pause();
        this.release = release;
    }

    /** Of the whole blob, also when this is a range of it. */
    public BlobInfo info() {
        return info;
    }

    /** Where in the blob the first byte stands. */
    public long first() {
        return first;
    }

    /** How many bytes will come. */
    public long length() {
        return length;
    }

    /** The bytes, paused: for a consumer that needs the stream itself, and then calls {@link #close}. */
    public ReadStream<Buffer> stream() {
        return stream;
    }

    /** Writes all bytes and ends {@code target}; on a failure {@code target} is left as it is, for its owner to reset. */
    public Future<Void> pipeTo(WriteStream<Buffer> target) {
        return stream.pipe().endOnFailure(false).to(target).eventually(this::close);
    }

    /** All bytes in memory: only for blobs known to be small. */
    public Future<Buffer> bytes() {
        var all = Buffer.buffer();
        return Future.<Buffer>future(done -> stream.handler(all::appendBuffer)
                        .exceptionHandler(done::tryFail)
                        .endHandler(end -> done.tryComplete(all))
                        .resume())
                .eventually(this::close);
    }

    /** Lets go of the file or connection; may be called more than once. */
    public Future<Void> close() {
        if (released == null) {
            released = release.get();
        }
        return released;
    }
}
