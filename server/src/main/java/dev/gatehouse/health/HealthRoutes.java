package dev.gatehouse.health;

import dev.gatehouse.health.Health.Report;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** The probes on the public port, without details. */
public final class HealthRoutes {

    private final Health health;

    public HealthRoutes(Health health) {
        this.health = health;
    }

    public void bind(Operations api) {
        api.on("getLiveness", request -> reply(health::liveness));
        api.on("getStartup", request -> reply(health::startup));
        api.on("getReadiness", request -> reply(health::readiness));
    }

    private static Future<Reply> reply(Supplier<Report> probe) {
        Report report = probe.get();
        return Future.succeededFuture(Reply.json(
                report.status(), Json.object().put("status", report.word()).done()));
    }
}
