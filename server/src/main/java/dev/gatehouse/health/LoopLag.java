package dev.gatehouse.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late an event loop is with what is due: what every request on it waits for as well. Deploy one instance for each
 * loop. Reports {@code gatehouse.event.loop.lag}.
 */
public final class LoopLag extends VerticleBase {

    private static final long PERIOD_MILLIS = 200;

    private final Timer lag;
    private long due;

    public LoopLag(MeterRegistry registry) {
        this.lag = Timer.builder("gatehouse.event.loop.lag")
                .description("Delay of timers on the event loops")
                .serviceLevelObjectives(
                        Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500))
                .register(registry);
    }

    @Override
    public Future<?> start() {
        schedule();
        return Future.succeededFuture();
    }

    private void schedule() {
        due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
        vertx.setTimer(PERIOD_MILLIS, timer -> {
            lag.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
            schedule();
        });
    }
}
