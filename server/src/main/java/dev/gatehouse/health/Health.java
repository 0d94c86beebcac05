package dev.gatehouse.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this server should get traffic. Dependencies are asked once a second in the background, so that a probe costs nothing
 * and a slow dependency never makes a probe slow.
 */
public final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
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

    private record Dependency(String name, boolean needed, Supplier<Future<Void>> check) {}

    private final List<Dependency> dependencies = new ArrayList<>();
    private final Map<String, String> results = new ConcurrentHashMap<>();
    private volatile Phase phase = Phase.STARTING;

    /** Adds a dependency without which nothing works; before {@link #started}. */
    public void depend(String name, Supplier<Future<Void>> check) {
        dependencies.add(new Dependency(name, true, check));
    }

    /** Adds one that is shown, but whose absence takes no traffic away; before {@link #started}. */
    public void observe(String name, Supplier<Future<Void>> check) {
        dependencies.add(new Dependency(name, false, check));
    }

    /** Everything is up: from now on readiness follows the dependencies. */
    public Future<Void> started(Vertx vertx) {
        vertx.setPeriodic(PERIOD_MILLIS, timer -> checkAll());
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
        boolean good = dependencies.stream()
                .filter(Dependency::needed)
                .allMatch(dependency -> OK.equals(checks.get(dependency.name())));
        return switch (phase) {
            case STARTING -> new Report(503, "starting", checks);
            case DRAINING -> new Report(404, "draining", checks);
            case RUNNING -> good ? new Report(200, "ready", checks) : new Report(503, "unavailable", checks);
        };
    }

    private Future<Void> checkAll() {
        return Future.join(dependencies.stream().map(this::check).toList()).mapEmpty();
    }

    private Future<Void> check(Dependency dependency) {
        return Future.succeededFuture()
                .compose(nothing -> dependency.check().get())
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .<Void>map(answered -> {
                    note(dependency, OK, null);
                    return null;
                })
                .recover(failure -> {
                    note(dependency, "not answering", failure);
                    return Future.succeededFuture();
                });
    }

    /** Each change is logged once, with its cause. */
    private void note(Dependency dependency, String result, @Nullable Throwable cause) {
        String before = results.put(dependency.name(), result);
        if (!result.equals(before) && (before != null || cause != null)) {
            LOG.atWarn()
                    .addKeyValue("dependency", dependency.name())
                    .addKeyValue("result", result)
                    .addKeyValue("cause", cause == null ? null : cause.toString())
                    .log("a dependency has changed");
        }
    }
}
