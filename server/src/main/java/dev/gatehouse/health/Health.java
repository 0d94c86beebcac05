package dev.gatehouse.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Whether this server should get traffic. Dependencies are asked once a second in the background, so that a probe costs nothing
 * and a slow dependency never makes a probe slow.
 */
public final class Health {

    private static final long PERIOD_MILLIS = 1000;
    private static final long TIMEOUT_MILLIS = 2000;
    private static final String OK = "ok";

    /** Where a server is in its life. */
    private enum Phase {
        STARTING,
        RUNNING,
        DRAINING
    }

    /** What a probe answers. */
    public record Report(int status, String word, Map<String, String> checks) {}

    private final Map<String, Supplier<Future<Void>>> dependencies = new LinkedHashMap<>();
    private final Map<String, String> results = new ConcurrentHashMap<>();
    private volatile Phase phase = Phase.STARTING;

    /** Adds a dependency; before {@link #started}. */
    public void depend(String name, Supplier<Future<Void>> check) {
        dependencies.put(name, check);
    }

    /** Everything is up: from now on readiness follows the dependencies. */
    public Future<Void> started(Vertx vertx) {
        vertx.setPeriodic(PERIOD_MILLIS, timer -> {
            Future<Void> next = checkAll();
            if (next.failed()) {
                results.put("checks", next.cause().toString());
            }
        });
        return checkAll().onSuccess(done -> phase = Phase.RUNNING);
    }

    /** From now on a load balancer should send nothing new. */
    public void drain() {
        phase = Phase.DRAINING;
    }

    public Report liveness() {
        return new Report(200, "alive", Map.of());
    }

    public Report startup() {
        return phase == Phase.STARTING ? new Report(503, "starting", Map.of()) : new Report(200, "started", Map.of());
    }

    public Report readiness() {
        Map<String, String> checks = new TreeMap<>(results);
        boolean good = checks.values().stream().allMatch(OK::equals);
        return switch (phase) {
            case STARTING -> new Report(503, "starting", checks);
            case DRAINING -> new Report(404, "draining", checks);
            case RUNNING -> good ? new Report(200, "ready", checks) : new Report(503, "unavailable", checks);
        };
    }

    private Future<Void> checkAll() {
        return Future.join(dependencies.entrySet().stream()
                        .map(entry -> check(entry.getKey(), entry.getValue()))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> check(String name, Supplier<Future<Void>> dependency) {
        return dependency
                .get()
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .<Void>map(answered -> {
                    results.put(name, OK);
                    return null;
                })
                .recover(failure -> {
                    results.put(name, "not answering");
                    return Future.succeededFuture();
                });
    }
}
