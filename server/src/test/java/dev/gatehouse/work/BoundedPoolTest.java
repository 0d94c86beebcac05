package dev.gatehouse.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BoundedPoolTest {
    private enum Lane {
        FIRST,
        SECOND
    }

    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final BoundedPool<Lane> pool =
            new BoundedPool<>(new BoundedPool.Settings("test", 1, 3, Duration.ofMillis(1500)), Lane.class, now::get);

    @AfterEach
    void close() {
        gate.countDown();
        pool.close();
    }

    @Test
    void submitShouldReturnTheResultAndCountIt() throws Exception {
        assertThat(await(pool.submit(Lane.FIRST, () -> Thread.currentThread().getName())))
                .isEqualTo("test-0");
        assertThat(pool.done()).isEqualTo(1);
        assertThat(pool.refused()).isZero();
    }

    @Test
    void submitShouldPassOnWhatTheWorkThrows() {
        Future<Object> failing = pool.submit(Lane.FIRST, () -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> await(failing)).hasMessage("broken");
    }

    @Test
    void submitShouldCompleteOnTheCallersContext() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context context = vertx.getOrCreateContext();
            CompletableFuture<Context> seen = new CompletableFuture<>();
            context.runOnContext(started ->
                    pool.submit(Lane.FIRST, () -> 1).onComplete(result -> seen.complete(Vertx.currentContext())));

            assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(context);
        } finally {
            await(vertx.close());
        }
    }

    @Test
    void submitShouldRefuseWithoutRunningWhenTheLaneIsFull() throws Exception {
        occupy();
        List<Integer> ran = new CopyOnWriteArrayList<>();
        Future<Boolean> last = Future.succeededFuture();
        for (int i = 0; i < 3; i++) {
            int number = i;
            last = pool.submit(Lane.SECOND, () -> ran.add(number));
        }

        Future<Boolean> refused = pool.submit(Lane.SECOND, () -> ran.add(99));

        assertThat(refused.cause())
                .isInstanceOfSatisfying(BoundedPool.Full.class, full -> assertThat(full.retryAfterSeconds())
                        .isBetween(1L, 30L));
        assertThat(pool.refused()).isEqualTo(1);
        assertThat(pool.queued()).isEqualTo(3);
        assertThat(pool.active()).isEqualTo(1);
        gate.countDown();
        await(last);
        assertThat(ran).containsExactly(0, 1, 2);
    }

    @Test
    void aFullLaneShouldNotCloseTheOther() throws Exception {
        occupy();
        for (int i = 0; i < 4; i++) {
            pool.submit(Lane.SECOND, () -> 0);
        }

        Future<Integer> known = pool.submit(Lane.FIRST, () -> 7);

        gate.countDown();
        assertThat(await(known)).isEqualTo(7);
    }

    @Test
    void theFirstLaneShouldBeServedFirst() throws Exception {
        occupy();
        List<String> order = new CopyOnWriteArrayList<>();
        Future<Boolean> second = pool.submit(Lane.SECOND, () -> order.add("second"));
        Future<Boolean> first = pool.submit(Lane.FIRST, () -> order.add("first"));

        gate.countDown();
        await(Future.all(first, second));

        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void aTaskShouldBeRefusedWhenItsDeadlinePassesInTheQueue() throws Exception {
        occupy();
        List<String> ran = new CopyOnWriteArrayList<>();
        Future<Boolean> late = pool.submit(Lane.SECOND, () -> ran.add("late"));
        now.addAndGet(Duration.ofMillis(1501).toNanos());

        gate.countDown();

        assertThatThrownBy(() -> await(late)).isInstanceOf(BoundedPool.Full.class);
        assertThat(ran).isEmpty();
        assertThat(pool.expired()).isEqualTo(1);
    }

    @Test
    void submitShouldRefuseAtOnceWhenTheWorkAheadOutlastsTheDeadline() throws Exception {
        await(pool.submit(Lane.FIRST, () -> now.addAndGet(Duration.ofSeconds(1).toNanos())));
        occupy();
        assertThat(pool.submit(Lane.SECOND, () -> 1).failed()).isFalse();
        assertThat(pool.submit(Lane.SECOND, () -> 2).failed()).isFalse();

        Future<Integer> hopeless = pool.submit(Lane.SECOND, () -> 3);
        Future<Integer> urgent = pool.submit(Lane.FIRST, () -> 4);

        assertThat(hopeless.cause())
                .isInstanceOfSatisfying(BoundedPool.Full.class, full -> assertThat(full.retryAfterSeconds())
                        .isEqualTo(3));
        assertThat(urgent.failed()).isFalse();
    }

    @Test
    void everyTaskShouldEndExactlyOnceWhenManyCallersShareAFewThreads() throws Exception {
        AtomicLong ran = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        BoundedPool.Settings settings = new BoundedPool.Settings("busy", 3, 20, Duration.ofSeconds(10));
        try (BoundedPool<Lane> busy = new BoundedPool<>(settings, Lane.class)) {
            List<Thread> callers = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 8; i++) {
                Lane lane = Lane.values()[i % 2];
                callers.add(Thread.ofVirtual().start(() -> {
                    for (int k = 0; k < 500; k++) {
                        busy.submit(lane, ran::incrementAndGet).onFailure(full -> refused.incrementAndGet());
                    }
                }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
        }

        assertThat(ran.get() + refused.get()).isEqualTo(4_000);
    }

    @Test
    void closeShouldFailWhatStillWaits() throws Exception {
        occupy();
        Future<Integer> waiting = pool.submit(Lane.FIRST, () -> 1);
        Thread closer = Thread.ofVirtual().start(pool::close);

        assertThatThrownBy(() -> await(waiting)).isInstanceOf(BoundedPool.Full.class);
        gate.countDown();
        closer.join();
        assertThat(pool.submit(Lane.FIRST, () -> 1).failed()).isTrue();
    }

    @Test
    void bindToShouldPublishTheNumbers() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        pool.bindTo(registry);
        occupy();
        pool.submit(Lane.SECOND, () -> 1);

        assertThat(registry.get("gatehouse.pool.queued")
                        .tags("pool", "test", "lane", "second")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("gatehouse.pool.active").gauge().value()).isEqualTo(1);
        assertThat(registry.get("gatehouse.pool.wait").functionTimer().count()).isZero();
    }

    /** Keeps the only thread busy until the gate opens. */
    private void occupy() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        pool.submit(Lane.FIRST, () -> {
            running.countDown();
            gate.await();
            return 0;
        });
        running.await();
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
