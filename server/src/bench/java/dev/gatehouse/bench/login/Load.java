package dev.gatehouse.bench.login;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Drives one kind of request: closed (so many at once, the next when one ends) or open (so many a second, whatever becomes of
 * those before; latency counts from the moment a request was due, so that a server that stalls is not spared).
 */
final class Load {

    private final Vertx vertx;

    Load(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Counts and latencies of one run. */
    static final class Outcome {
        private final ConcurrentHistogram micros = new ConcurrentHistogram(3);
        private final ConcurrentHistogram refusedMicros = new ConcurrentHistogram(3);
        private final LongAdder failed = new LongAdder();
        private volatile String firstFailure = "";
        private volatile double seconds;

        private void add(long startNanos, Throwable failure) {
            long taken = Math.max(1, (System.nanoTime() - startNanos) / 1000);
            if (failure == null) {
                micros.recordValue(taken);
            } else if (failure instanceof Subject.Refused) {
                refusedMicros.recordValue(taken);
            } else {
                failed.increment();
                if (firstFailure.isEmpty()) {
                    firstFailure = failure.toString();
                }
            }
        }

        long done() {
            return micros.getTotalCount();
        }

        long refused() {
            return refusedMicros.getTotalCount();
        }

        long failures() {
            return failed.sum();
        }

        String failure() {
            return firstFailure;
        }

        double rate() {
            return done() / seconds;
        }

        double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }

        double refusedMillis(double percentile) {
            return refusedMicros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /** So many at once for that long. */
    Future<Outcome> closed(int atOnce, Duration time, Supplier<Future<?>> request) {
        Outcome outcome = new Outcome();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        Future<?>[] lanes = new Future<?>[atOnce];
        for (int i = 0; i < atOnce; i++) {
            lanes[i] = lane(end, request, outcome);
        }
        return Future.join(java.util.List.of(lanes)).map(done -> {
            outcome.seconds = (System.nanoTime() - start) / 1e9;
            return outcome;
        });
    }

    private Future<Void> lane(long end, Supplier<Future<?>> request, Outcome outcome) {
        io.vertx.core.Promise<Void> over = io.vertx.core.Promise.promise();
        vertx.getOrCreateContext().runOnContext(now -> next(end, request, outcome, over));
        return over.future();
    }

    private void next(long end, Supplier<Future<?>> request, Outcome outcome, io.vertx.core.Promise<Void> over) {
        long begun = System.nanoTime();
        if (begun >= end) {
            over.complete();
            return;
        }
        request.get().onComplete(done -> {
            outcome.add(begun, done.cause());
            // Not from within: a request that is answered at once would grow the stack.
            vertx.runOnContext(now -> next(end, request, outcome, over));
        });
    }

    /** So many a second for that long, evenly. */
    Future<Outcome> open(double perSecond, Duration time, Supplier<Future<?>> request) {
        Outcome outcome = new Outcome();
        long start = System.nanoTime();
        long total = Math.round(perSecond * time.toMillis() / 1000.0);
        AtomicInteger pending = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        io.vertx.core.Promise<Outcome> over = io.vertx.core.Promise.promise();
        vertx.setPeriodic(1, timer -> {
            long elapsed = System.nanoTime() - start;
            // The first at once: else each would seem to have waited for a whole interval.
            long due = Math.min(total, 1 + (long) (elapsed * perSecond / 1e9));
            while (sent.get() < due) {
                long dueAt = start + (long) (sent.getAndIncrement() * 1e9 / perSecond);
                pending.incrementAndGet();
                request.get().onComplete(done -> {
                    outcome.add(dueAt, done.cause());
                    pending.decrementAndGet();
                });
            }
            boolean finished = sent.get() >= total && pending.get() == 0;
            boolean given = elapsed > time.toNanos() + TimeUnit.SECONDS.toNanos(30);
            if (finished || given) {
                vertx.cancelTimer(timer);
                outcome.seconds = time.toMillis() / 1000.0;
                over.tryComplete(outcome);
            }
        });
        return over.future();
    }
}
