package dev.gatehouse.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Times each operation. Labels are operation ids and status classes only, so that nobody outside can add series. */
public final class HttpMetrics {

    static final String OPERATION = "operation";

    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    public HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String operationId, int status, long startNanos) {
        String statusClass = status / 100 + "xx";
        timers.computeIfAbsent(operationId + statusClass, key -> timer(operationId, statusClass))
                .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String operationId, String statusClass) {
        return Timer.builder("gatehouse.http.requests")
                .description("Time from the read request to the written answer")
                .tag("operation", operationId)
                .tag("status", statusClass)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5))
                .register(registry);
    }
}
