package dev.gatehouse.app;

import dev.gatehouse.health.Health;
import dev.gatehouse.health.ManagementVerticle;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: data folder, database, management port, application, in that order; and the way back down. */
final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    // PostgreSQL keeps no finer times; what is stored and what is compared must be the same.
    static final Duration MICROSECOND = Duration.ofNanos(1000);
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 30;

    private final Config config;
    private final Installation installation;
    private final Health health = new Health();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Vertx vertx = Metrics.vertx(registry);
    private @Nullable App app;

    private Server(Config config, Installation installation) {
        this.config = config;
        this.installation = installation;
    }

    /** Starts, and stays until the process is told to end. */
    static void run(Config config) {
        Server server = start(config);
        // Halting at the end of the hook makes the exit status 0 after a drain, where the JVM would say 143.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("drain").unstarted(() -> {
            int status = 1;
            try {
                server.drain();
                server.close();
                status = 0;
            } finally {
                Runtime.getRuntime().halt(status);
            }
        }));
    }

    /** Starts and stops, so that the classes of a start can be recorded for the next ones. */
    static int selfTest(Config config) {
        start(config).close();
        return 0;
    }

    private static Server start(Config config) {
        Installation installation = Installation.open(config);
        Server server = new Server(config, installation);
        try {
            server.start();
            return server;
        } catch (RuntimeException e) {
            try {
                server.close();
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private void start() {
        config.unknown()
                .forEach(name -> LOG.atWarn().addKeyValue("variable", name).log("a setting that nobody knows"));
        Metrics.ofProcess(registry);
        App built = new App(vertx, config, installation, health, registry, Clock.tick(Clock.systemUTC(), MICROSECOND));
        await(
                vertx.deployVerticle(new ManagementVerticle(
                        health,
                        registry,
                        config.management().host(),
                        config.management().port(),
                        built::mountManagement)),
                "GATEHOUSE_MANAGEMENT_PORT " + config.management().port());
        installation.migrate();
        this.app = built;
        await(built.start(), "GATEHOUSE_HTTP_PORT " + config.httpPort());
        await(config.production() ? built.welcome() : built.seedDemo(), "the first people");
        await(health.started(vertx), "health");
        Banner.print(config);
    }

    /** Not ready any more, then a moment for the load balancer to see it. */
    private void drain() {
        LOG.info("draining");
        health.drain();
        pause(config.drain());
    }

    /** No more connections, what is under way finishes, then the rest. The probes answer to the end. */
    @Override
    public void close() {
        try {
            if (app != null) {
                await(app.stop(), "stopping");
                app.close();
            }
            await(vertx.close(), "stopping");
        } finally {
            installation.close();
        }
    }

    private static void pause(Duration wait) {
        try {
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> future, String what) {
        try {
            future.toCompletionStage().toCompletableFuture().get(START_SECONDS + STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BindException) {
                throw new StartupException("The port is in use: " + what);
            }
            throw e.getCause() instanceof StartupException known
                    ? known
                    : new StartupException("Gatehouse failed (" + what + "): " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted");
        } catch (TimeoutException e) {
            throw new StartupException("Gatehouse took too long: " + what);
        }
    }
}
