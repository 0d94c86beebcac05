package dev.gatehouse.work;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A few named platform threads for CPU work, with one bounded queue a lane. Lanes are served in the order of the enum's
 * constants, and a full or hopelessly slow lane refuses new work at once instead of letting it wait.
 *
 * @param <L> the lanes, most urgent first
 */
public final class BoundedPool<L extends Enum<L>> implements AutoCloseable {
    private final Settings settings;
    private final LongSupplier nanoTime;
    private final LaneQueues<L> queues;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final AtomicLong waitedNanos = new AtomicLong();

    /**
     * Starts the pool's threads.
     *
     * @param lanes the enum whose constants are the lanes, most urgent first
     */
    public BoundedPool(Settings settings, Class<L> lanes) {
        this(settings, lanes, System::nanoTime);
    }

    BoundedPool(Settings settings, Class<L> lanes, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.queues = new LaneQueues<>(lanes, settings);
        for (int i = 0; i < settings.threads(); i++) {
            threads.add(
                    Thread.ofPlatform().name(settings.name() + "-" + i).daemon().start(this::run));
        }
    }

    /**
     * Runs {@code work} on a thread of the pool and completes on the caller's Vert.x context (or on the pool's thread when
     * the caller has none).
     *
     * @return the result; or a future failed with {@link Full} when the lane's queue is full, when the work ahead would
     *     already take longer than the deadline, or when the deadline passed in the queue. In each of these cases
     *     {@code work} never ran.
     */
    public <T> Future<T> submit(L lane, Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Task<T> task = new Task<>(work, result, nanoTime.getAsLong());
        if (!queues.offer(lane, task)) {
            refused.incrementAndGet();
            return Future.failedFuture(new Full(settings.name(), queues.retryAfter()));
        }
        Context context = Vertx.currentContext();
        return context == null ? Future.fromCompletionStage(result) : Future.fromCompletionStage(result, context);
    }

    private void run() {
        while (true) {
            LaneQueues.Turn turn = queues.take(nanoTime);
            turn.expired().forEach(this::expire);
            Task<?> task = turn.task();
            if (task != null) {
                execute(task);
            } else if (turn.expired().isEmpty()) {
                return;
            }
        }
    }

    private void execute(Task<?> task) {
        long start = nanoTime.getAsLong();
        waitedNanos.addAndGet(start - task.queuedAt());
        Runnable delivery = task.compute();
        // Counted before delivery, so that whoever sees the result also sees the pool's numbers include it.
        queues.finished(nanoTime.getAsLong() - start);
        done.incrementAndGet();
        delivery.run();
    }

    private void expire(Task<?> task) {
        expired.incrementAndGet();
        task.fail(new Full(settings.name(), queues.retryAfter()));
    }

    /** Tasks waiting in {@code lane}. */
    public int queued(L lane) {
        return queues.size(lane);
    }

    /** Tasks waiting in all lanes. */
    public int queued() {
        return queues.size();
    }

    /** Tasks running now, at most the number of threads. */
    public int active() {
        return queues.active();
    }

    /** Tasks that ran to their end, well or not, since the start. */
    public long done() {
        return done.get();
    }

    /** Tasks refused on arrival since the start. */
    public long refused() {
        return refused.get();
    }

    /** Tasks whose deadline passed in the queue since the start. */
    public long expired() {
        return expired.get();
    }

    /** Time that the tasks which ran spent in the queue, summed since the start. */
    public Duration waited() {
        return Duration.ofNanos(waitedNanos.get());
    }

    /** Registers the numbers above as {@code gatehouse.pool.*} with the tag {@code pool}. */
    public void bindTo(MeterRegistry registry) {
        Tags tags = Tags.of("pool", settings.name());
        for (L lane : queues.lanes()) {
            Gauge.builder("gatehouse.pool.queued", this, pool -> pool.queued(lane))
                    .tags(tags.and("lane", lane.name().toLowerCase(Locale.ROOT)))
                    .register(registry);
        }
        Gauge.builder("gatehouse.pool.active", this, BoundedPool::active)
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("gatehouse.pool.refused", this, BoundedPool::refused)
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("gatehouse.pool.expired", this, BoundedPool::expired)
                .tags(tags)
                .register(registry);
        FunctionTimer.builder(
                        "gatehouse.pool.wait", this, BoundedPool::done, p -> p.waitedNanos.get(), TimeUnit.NANOSECONDS)
                .tags(tags)
                .register(registry);
    }

    /** Refuses new work, fails what is queued with {@link Full}, and waits up to five seconds for what runs. */
    @Override
    public void close() {
        queues.close().forEach(this::expire);
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Size of a pool.
     *
     * @param name prefix of its threads' names and value of the metric tag {@code pool}
     * @param threads at least 1
     * @param queueLimit tasks that may wait in each lane, at least 1
     * @param deadline how long a task may wait before it is refused
     */
    public record Settings(String name, int threads, int queueLimit, Duration deadline) {
        public Settings {
            if (name.isBlank() || threads < 1 || queueLimit < 1 || deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("A pool needs a name, threads, a queue and a deadline");
            }
        }
    }

    /** The pool has no room in time: nothing was run, try again later (HTTP 503 with {@code Retry-After}). */
    public static final class Full extends Exception {
        private final long retryAfterSeconds;

        Full(String pool, Duration retryAfter) {
            super("Pool " + pool + " is full", null, false, false);
            this.retryAfterSeconds = retryAfter.toSeconds();
        }

        /** When the work now queued will probably be done: 1 to 30 seconds. */
        public long retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }

    /** One piece of work and where its result goes. */
    record Task<T>(Callable<T> work, CompletableFuture<T> result, long queuedAt) {
        /** Runs the work; the returned step hands the outcome to the waiting future. */
        Runnable compute() {
            try {
                T value = work.call();
                return () -> result.complete(value);
            } catch (Throwable e) {
                // Even an Error belongs to the caller: the thread must live on.
                return () -> result.completeExceptionally(e);
            }
        }

        void fail(Exception cause) {
            result.completeExceptionally(cause);
        }
    }
}
