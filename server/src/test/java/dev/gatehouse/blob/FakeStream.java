package dev.gatehouse.blob;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Gives prepared buffers as far as it is asked to, then ends, or breaks. */
final class FakeStream implements ReadStream<Buffer> {

    private final Queue<Buffer> buffers;
    private final @Nullable Throwable failure;
    private @Nullable Handler<Buffer> onBuffer;
    private @Nullable Handler<Void> onEnd;
    private @Nullable Handler<Throwable> onFailure;
    private long demand = Long.MAX_VALUE;
    private boolean over;
    private boolean giving;

    FakeStream(List<Buffer> buffers, @Nullable Throwable failure) {
        this.buffers = new ArrayDeque<>(buffers);
        this.failure = failure;
    }

    @Override
    public FakeStream handler(@Nullable Handler<Buffer> handler) {
        onBuffer = handler;
        give();
        return this;
    }

    @Override
    public FakeStream endHandler(@Nullable Handler<Void> handler) {
        onEnd = handler;
        return this;
    }

    @Override
    public FakeStream exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        return this;
    }

    @Override
    public FakeStream pause() {
        demand = 0;
        return this;
    }

    @Override
    public FakeStream resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public FakeStream fetch(long amount) {
        demand = amount;
        give();
        return this;
    }

    private void give() {
        if (giving || over || onBuffer == null) {
            return;
        }
        giving = true;
        while (demand > 0 && !buffers.isEmpty() && onBuffer != null) {
            demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            onBuffer.handle(buffers.remove());
        }
        giving = false;
        if (buffers.isEmpty() && demand > 0) {
            over = true;
            end();
        }
    }

    private void end() {
        if (failure != null && onFailure != null) {
            onFailure.handle(failure);
        } else if (failure == null && onEnd != null) {
            onEnd.handle(null);
        }
    }
}
