package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SweepJobTest {

    @Test
    void aFeatureShouldHaveItsTurnWhenTheOneBeforeFails() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        Supplier<Future<Void>> failing = () -> Future.failedFuture("this table is locked");
        Supplier<Future<Void>> throwing = () -> {
            throw new IllegalStateException("this one is broken");
        };
        Supplier<Future<Void>> working = () -> {
            second.countDown();
            return Future.succeededFuture();
        };
        Vertx vertx = Vertx.vertx();

        AppNode.await(vertx.deployVerticle(new SweepJob(Duration.ofMinutes(5), List.of(failing, throwing, working))));

        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        AppNode.await(vertx.close());
    }
}
