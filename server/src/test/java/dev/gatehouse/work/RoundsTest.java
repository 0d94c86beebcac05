package dev.gatehouse.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static final class Job extends VerticleBase {

        private final Duration pause;
        private final BooleanSupplier round;
        private final Promise<Rounds> begun = Promise.promise();

        Job(Duration pause, BooleanSupplier round) {
            this.pause = pause;
            this.round = round;
        }

        @Override
        public Future<?> start() {
            Rounds rounds = new Rounds(vertx, "test", pause, () -> Future.succeededFuture(round.getAsBoolean()));
            rounds.begin();
            begun.complete(rounds);
            return Future.succeededFuture();
        }
    }

    @Test
    void roundThatLeavesWorkShouldBeFollowedAtOnce() throws InterruptedException {
        deploy(NEVER, () -> {
            rounds.add(count.incrementAndGet());
            return count.get() < 3;
        });

        assertThat(next()).isEqualTo(1);
        assertThat(next()).isEqualTo(2);
        assertThat(next()).isEqualTo(3);
    }

    @Test
    void nudgeShouldBeginARoundBeforeThePauseIsOver() throws InterruptedException {
        Rounds job = deploy(NEVER, () -> !rounds.add(count.incrementAndGet()));
        assertThat(next()).isEqualTo(1);

        job.nudge();

        assertThat(next()).isEqualTo(2);
    }

    @Test
    void nudgeInTheMiddleOfARoundShouldBeFollowedByOneMore() throws InterruptedException {
        Promise<Void> gate = Promise.promise();
        Rounds job = deploy(NEVER, () -> {
            rounds.add(count.incrementAndGet());
            gate.future().await();
            return false;
        });
        assertThat(next()).isEqualTo(1);

        job.nudge();
        gate.complete();

        assertThat(next()).isEqualTo(2);
    }

    @Test
    void failedRoundShouldBeTriedAgainAfterThePause() throws InterruptedException {
        deploy(Duration.ofMillis(1), () -> {
            rounds.add(count.incrementAndGet());
            if (count.get() == 1) {
                throw new IllegalStateException("broken once");
            }
            return false;
        });

        assertThat(next()).isEqualTo(1);
        assertThat(next()).isEqualTo(2);
    }

    @Test
    void stopShouldWaitForTheRoundUnderWay() throws InterruptedException {
        Promise<Void> gate = Promise.promise();
        Rounds job = deploy(NEVER, () -> {
            rounds.add(count.incrementAndGet());
            gate.future().await();
            return true;
        });
        assertThat(next()).isEqualTo(1);

        Future<Void> stopped = job.stop();
        boolean early = stopped.isComplete();
        gate.complete();
        stopped.await();

        assertThat(early).isFalse();
        assertThat(rounds).isEmpty();
    }

    private Rounds deploy(Duration pause, BooleanSupplier round) {
        Job job = new Job(pause, round);
        vertx.deployVerticle(job, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        return job.begun.future().await();
    }

    private Integer next() throws InterruptedException {
        Integer round = rounds.poll(10, TimeUnit.SECONDS);
        return round == null ? -1 : round;
    }
}
