package dev.gatehouse.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingTest {

    private final Vertx vertx = Vertx.vertx();
    private final Blocking blocking = new Blocking(vertx);

    @AfterEach
    void close() {
        blocking.close();
        vertx.close().await();
    }

    @Test
    void callShouldRunOnAVirtualThread() {
        boolean virtual =
                blocking.call(() -> Thread.currentThread().isVirtual()).await();

        assertThat(virtual).isTrue();
    }

    @Test
    void resultShouldArriveOnTheContextOfTheCaller() {
        Context context = vertx.getOrCreateContext();

        Future<Context> arrivedOn =
                onContext(context, () -> blocking.call(() -> "done").map(done -> vertx.getOrCreateContext()));

        assertThat(arrivedOn.await()).isSameAs(context);
    }

    @Test
    void failureShouldBeTheExceptionOfTheTaskItself() {
        Future<String> failing = blocking.call(() -> {
            throw new IOException("disk full");
        });

        assertThatThrownBy(failing::await).isInstanceOf(IOException.class).hasMessage("disk full");
    }

    @Test
    void errorShouldFailTheFutureInsteadOfLosingIt() {
        Future<String> failing = blocking.call(() -> {
            throw new AssertionError("broken");
        });

        assertThatThrownBy(failing::await).isInstanceOf(AssertionError.class);
    }

    @Test
    void callsShouldNotWaitForEachOther() {
        int calls = 200;
        var together = new CountDownLatch(calls);

        List<Future<Boolean>> all = IntStream.range(0, calls)
                .mapToObj(n -> blocking.call(() -> {
                    together.countDown();
                    return together.await(10, TimeUnit.SECONDS);
                }))
                .toList();

        Future.all(all).await();
        assertThat(all).extracting(Future::result).containsOnly(true);
    }

    @Test
    void callAfterCloseShouldFailTheFuture() {
        blocking.close();

        assertThatThrownBy(blocking.call(() -> "late")::await).isInstanceOf(RejectedExecutionException.class);
    }

    private static <T> Future<T> onContext(Context context, Callable<Future<T>> work) {
        return Future.<Future<T>>future(started -> context.runOnContext(now -> {
                    try {
                        started.complete(work.call());
                    } catch (Exception failure) {
                        started.fail(failure);
                    }
                }))
                .compose(inner -> inner);
    }
}
