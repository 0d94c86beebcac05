package dev.gatehouse.app;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What outlives a start: the keys and the database, external or embedded in the data folder. */
final class Installation implements AutoCloseable {

    private static final int EMBEDDED_CONNECTIONS = 16;
    // A statement or a lock that takes longer is a fault; without limits its waiters would use up the pool.
    private static final Map<String, String> LIMITS = Map.of(
            "statement_timeout", "30s",
            "lock_timeout", "5s",
            "idle_in_transaction_session_timeout", "30s");

    private final @Nullable DataFolder folder;
    private final @Nullable EmbeddedPostgres embedded;
    private final Config.Database database;
    private final Keys keys;

    private Installation(
            @Nullable DataFolder folder, @Nullable EmbeddedPostgres embedded, Config.Database database, Keys keys) {
        this.folder = folder;
        this.embedded = embedded;
        this.database = database;
        this.keys = keys;
    }

    /**
     * For a server: takes the data folder, and starts the embedded database in it unless an external one is configured.
     *
     * @throws StartupException in one line, when the folder is in use or nothing to start is found
     */
    static Installation open(Config config) {
        DataFolder folder = DataFolder.open(config.dataDir());
        try {
            Keys keys = Keys.of(config);
            return config.database()
                    .map(external -> new Installation(folder, null, external, keys))
                    .orElseGet(() -> embedded(folder, config, keys));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** For a command, which may run beside a server: an external database needs nothing of the data folder. */
    static Installation openForCommand(Config config) {
        return config.database()
                .map(external -> new Installation(null, null, external, Keys.of(config)))
                .orElseGet(() -> open(config));
    }

    private static Installation embedded(DataFolder folder, Config config, Keys keys) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), config.postgresBinaries());
        Config.Database database = new Config.Database(
                DatabaseAddress.plain(postgres.host(), postgres.port(), postgres.database()),
                postgres.user(),
                new Config.Secret(postgres.password()),
                EMBEDDED_CONNECTIONS);
        return new Installation(folder, postgres, database, keys);
    }

    /** One that is there already, for tests. */
    static Installation of(Config.Database database, Config config) {
        return new Installation(null, null, database, Keys.of(config));
    }

    Keys keys() {
        return keys;
    }

    int migrate() {
        return Migrations.run(database);
    }

    private PgConnectOptions options() {
        PgConnectOptions options = database.address().options();
        LIMITS.forEach(options::addProperty);
        return options.setUser(database.user())
                .setPassword(database.password().value())
                .setCachePreparedStatements(true)
                .setPipeliningLimit(16)
                .setReconnectAttempts(0)
                .addProperty("application_name", "gatehouse");
    }

    private Pool pool(Vertx vertx) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(database.connections())
                        .setConnectionTimeout(3)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setMaxWaitQueueSize(2000)
                        .setName("database"))
                .connectingTo(options())
                .using(vertx)
                .build();
    }

    Notifications notifications(Vertx vertx) {
        return new Notifications(vertx, options());
    }

    Db db(Vertx vertx, Notifications notifications) {
        return new Db(pool(vertx), notifications);
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
        if (folder != null) {
            folder.close();
        }
    }
}
