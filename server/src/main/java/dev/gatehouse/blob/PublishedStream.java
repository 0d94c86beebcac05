package dev.gatehouse.blob;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A reactive publisher read as a Vert.x stream. The publisher calls on threads of its own; everything is handed over to
 * the one context, where all state lives. A few buffers are asked for ahead, so back-pressure reaches the sender.
 */
final class PublishedStream implements ReadStream<Buffer> {

    private static final int AHEAD = 8;

    private final Context context;
    private final Publisher<ByteBuffer> publisher;
    private final Queue<Buffer> waiting = new ArrayDeque<>();
    private @Nullable Subscription subscription;
    private @Nullable Handler<Buffer> onBuffer;
    private @Nullable Handler<Void> onEnd;
    private @Nullable Handler<Throwable> onFailure;
    private long demand;
    private boolean subscribed;
    private boolean complete;
    private boolean finished;
    private boolean delivering;

    /** Paused: nothing is asked for before {@link #resume} or {@link #fetch}. */
    PublishedStream(Context context, Publisher<ByteBuffer> publisher) {
        this.context = context;
        this.publisher = publisher;
    }

    @Override
    public PublishedStream handler(@Nullable Handler<Buffer> handler) {
        onBuffer = handler;
        return this;
    }

    @Override
    public PublishedStream endHandler(@Nullable Handler<Void> handler) {
        onEnd = handler;
        return this;
    }

    @Override
    public PublishedStream exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        return this;
    }

    @Override
    public PublishedStream pause() {
        demand = 0;
        return this;
    }

    @Override
    public PublishedStream resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public PublishedStream fetch(long amount) {
        demand = demand > Long.MAX_VALUE - amount ? Long.MAX_VALUE : demand + amount;
        if (!subscribed) {
            subscribed = true;
            publisher.subscribe(new Receiver());
        } else {
            context.runOnContext(now -> deliver());
        }
        return this;
    }

    /** Nothing more is delivered, and the sender is told to stop. */
    void cancel() {
        finished = true;
        waiting.clear();
        if (!subscribed) {
            subscribed = true;
            publisher.subscribe(new Receiver());
        } else if (subscription != null) {
            subscription.cancel();
        }
    }

    private void start(Subscription started) {
        subscription = started;
        if (finished) {
            started.cancel();
        } else {
            started.request(AHEAD);
        }
    }

    private void receive(Buffer buffer) {
        if (!finished) {
            waiting.add(buffer);
            deliver();
        }
    }

    private void complete() {
        complete = true;
        deliver();
    }

    private void fail(Throwable failure) {
        if (!finished) {
            finished = true;
            waiting.clear();
            if (onFailure != null) {
                onFailure.handle(failure);
            }
        }
    }

    /** A handler may pause, resume or cancel: the state is looked at anew after each call. */
    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (!finished && demand > 0 && !waiting.isEmpty()) {
                deliver(waiting.remove());
            }
        } finally {
            delivering = false;
        }
        if (complete && waiting.isEmpty() && !finished) {
            finished = true;
            if (onEnd != null) {
                onEnd.handle(null);
            }
        }
    }

    private void deliver(Buffer buffer) {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        if (subscription != null) {
            subscription.request(1);
        }
        if (onBuffer != null) {
            onBuffer.handle(buffer);
        }
    }

    private final class Receiver implements Subscriber<ByteBuffer> {

        @Override
        public void onSubscribe(Subscription started) {
            context.runOnContext(now -> start(started));
        }

        /** Copied here, for the publisher may use its buffer again. */
        @Override
        public void onNext(ByteBuffer bytes) {
            Buffer copy = Buffer.buffer(bytes.remaining());
            copy.setBytes(0, bytes);
            context.runOnContext(now -> receive(copy));
        }

        @Override
        public void onError(Throwable failure) {
            context.runOnContext(now -> fail(failure));
        }

        @Override
        public void onComplete() {
            context.runOnContext(now -> PublishedStream.this.complete());
        }
    }
}
