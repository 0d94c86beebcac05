package dev.gatehouse.app;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What outlives a start: the keys and the database, external or embedded in the data folder. */
final class Installation implements AutoCloseable {

    private static final int POOL_SIZE = 16;

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
     * Opens the data folder and starts the embedded database, unless an external one is configured.
     *
     * @throws StartupException in one line, when the folder is in use or nothing to start is found
     */
    static Installation open(Config config) {
        if (config.database().isPresent()) {
            return new Installation(null, null, config.database().get(), Keys.of(config));
        }
        DataFolder folder = DataFolder.open(config.dataDir());
        try {
            Keys keys = Keys.of(config);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), config.postgresBinaries());
            Config.Database database = new Config.Database(
                    DatabaseAddress.plain(postgres.host(), postgres.port(), postgres.database()),
                    postgres.user(),
                    new Config.Secret(postgres.password()));
            return new Installation(folder, postgres, database, keys);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
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
        return database.address()
                .options()
                .setUser(database.user())
                .setPassword(database.password().value())
                .setCachePreparedStatements(true)
                .setPipeliningLimit(16)
                .setReconnectAttempts(0)
                .addProperty("application_name", "gatehouse");
    }

    private Pool pool(Vertx vertx) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(POOL_SIZE)
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

    Db db(Vertx vertx) {
        return new Db(pool(vertx));
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
