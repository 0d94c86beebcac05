package dev.gatehouse.app;

import dev.gatehouse.db.Db;
import dev.gatehouse.health.Health;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One node of the real application inside the test's JVM, on a database that several nodes share. */
public final class AppNode implements AutoCloseable {

    public static final String MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Config config;
    private final Installation installation;
    private final App app;

    private AppNode(Config config, Clock clock) {
        this.config = config;
        this.installation = Installation.of(config.database().orElseThrow(), config);
        installation.migrate();
        Health health = new Health();
        this.app = new App(vertx, config, installation, health, registry, clock);
        await(app.start());
        await(health.started(vertx));
    }

    /** A node on that database, as the environment of a production server would set it up. */
    public static AppNode start(Map<String, String> database, Clock clock) {
        return startWith(environment(database), clock);
    }

    /** A node in an environment of the test's choice. */
    public static AppNode startWith(Map<String, String> environment, Clock clock) {
        return new AppNode(Config.from(environment), clock);
    }

    /** The environment of a server on that database; passwords are hashed as cheaply as the server allows. */
    public static Map<String, String> environment(Map<String, String> database) {
        int port = freePort();
        Map<String, String> environment = new HashMap<>(database);
        environment.put("GATEHOUSE_HTTP_PORT", Integer.toString(port));
        environment.put("GATEHOUSE_MANAGEMENT_PORT", Integer.toString(freePort()));
        environment.put("GATEHOUSE_PUBLIC_URL", "http://localhost:8080");
        environment.put("GATEHOUSE_MASTER_KEY", MASTER_KEY);
        environment.put("GATEHOUSE_MODE", "demo");
        environment.put("GATEHOUSE_TRUSTED_PROXIES", "127.0.0.0/8");
        environment.put("GATEHOUSE_ARGON2_MEMORY_KIB", "7168");
        environment.put("GATEHOUSE_ARGON2_ITERATIONS", "1");
        environment.put("GATEHOUSE_DATA_DIR", temporaryFolder().toString());
        return environment;
    }

    public URI address() {
        return URI.create("http://localhost:" + config.httpPort());
    }

    /** The database, for setting scenes and looking at what was stored. */
    public Db db() {
        return app.db();
    }

    /** What Prometheus would read. */
    public String metrics() {
        return registry.scrape();
    }

    /** Gives an account an authenticator app; the secret in Base32. */
    public String implantTotp(UUID accountId) {
        return await(app.db().transaction(tx -> app.factors().enrolKnown(tx, accountId, "Authenticator app")));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Waits for what goes on after its answer has gone. */
    public void settle() {
        await(app.settle());
    }

    @Override
    public void close() {
        await(app.stop());
        app.close();
        await(vertx.close());
        installation.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("gatehouse-node");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
