package dev.gatehouse.testing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the same thing many times at the same moment. */
public final class Together {

    private Together() {}

    public static <T> List<T> run(int times, IntFunction<T> what) {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<T>> all = IntStream.range(0, times)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    start.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                return what.apply(i);
                            },
                            threads))
                    .toList();
            start.countDown();
            return all.stream().map(CompletableFuture::join).toList();
        }
    }
}
