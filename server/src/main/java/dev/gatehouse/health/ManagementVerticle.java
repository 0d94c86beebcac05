package dev.gatehouse.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The management port: probes with details, metrics for Prometheus, and whatever the run mode adds. It starts first. */
public final class ManagementVerticle extends VerticleBase {

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Health health;
    private final PrometheusMeterRegistry registry;
    private final String host;
    private final int port;
    private final Consumer<Router> more;

    /**
     * @param more mounts what only this run mode has, such as the captured mail of a demonstration
     */
    public ManagementVerticle(
            Health health, PrometheusMeterRegistry registry, String host, int port, Consumer<Router> more) {
        this.health = health;
        this.registry = registry;
        this.host = host;
        this.port = port;
        this.more = more;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.get("/livez").handler(context -> probe(context, health::liveness));
        router.get("/startupz").handler(context -> probe(context, health::startup));
        router.get("/readyz").handler(context -> probe(context, health::readiness));
        router.get("/metrics").handler(this::metrics);
        router.route().handler(ManagementVerticle::ownNameOnly);
        more.accept(router);
        return vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(75))
                .requestHandler(router)
                .listen(port, host);
    }

    /**
     * What only this run mode has is read in a browser, by nobody but the person at the machine. A page elsewhere can point its
     * own name at the loopback address (DNS rebinding), but then says that name in {@code Host}. Probes and metrics go by
     * whatever name a container or balancer uses.
     */
    private static void ownNameOnly(RoutingContext context) {
        HostAndPort authority = context.request().authority();
        if (authority != null && OWN_NAMES.contains(authority.host().toLowerCase(Locale.ROOT))) {
            context.next();
        } else {
            context.response().setStatusCode(421).end();
        }
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(registry.scrape());
    }

    private static void probe(RoutingContext context, Supplier<Health.Report> probe) {
        Health.Report report = probe.get();
        JsonObject body = new JsonObject().put("status", report.word());
        if (!report.checks().isEmpty()) {
            body.put("checks", new JsonObject(Map.copyOf(report.checks())));
        }
        context.response()
                .setStatusCode(report.status())
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }
}
