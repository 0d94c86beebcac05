package dev.gatehouse.work;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls that block (files, processes, libraries with no asynchronous form) on virtual threads and hands each
 * result to the context that asked for it. No other class creates threads.
 */
public final class Blocking implements AutoCloseable {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blocking-", 0).factory());

    public Blocking(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Runs {@code task} on a thread of its own; there is no limit on how many run at once.
     *
     * @return the result on the caller's Vert.x context, or the task's own exception; {@link RejectedExecutionException}
     *     after {@link #close()}
     */
    public <T extends @Nullable Object> Future<T> call(Callable<T> task) {
        var result = new CompletableFuture<T>();
        try {
            threads.execute(() -> run(task, result));
        } catch (RejectedExecutionException closed) {
            result.completeExceptionally(closed);
        }
        return Future.fromCompletionStage(result, vertx.getOrCreateContext());
    }

    private static <T extends @Nullable Object> void run(Callable<T> task, CompletableFuture<T> result) {
        try {
            result.complete(task.call());
        } catch (Throwable failure) {
            // An Error must reach the caller as well: a Future that never completes is worse than any failure.
            result.completeExceptionally(failure);
        }
    }

    /**
     * One platform thread that lives until the executor is shut down, for callers to whom the identity of the thread
     * matters (Linux ties the parent-death signal of a child process to the thread that started it). It is a daemon:
     * it never keeps the process alive.
     */
    public static ExecutorService lastingThread(String name) {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /** Takes no new calls, waits up to 10 s for the running ones, then interrupts them. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
