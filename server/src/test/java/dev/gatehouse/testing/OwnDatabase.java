package dev.gatehouse.testing;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Notifications;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Tables of one's own, in a schema that no running server looks at: for tests of background jobs, and of single services with a
 * clock or a neighbour of the test's choice.
 */
public final class OwnDatabase implements AutoCloseable {

    private final String schema = "own_" + Ids.next().toString().replace("-", "");
    private final Vertx vertx = Vertx.vertx();
    private final PgConnectOptions options;
    private final Db db;

    public OwnDatabase() {
        Map<String, String> shared = TestServices.get().database();
        String url = shared.getOrDefault("GATEHOUSE_DATABASE_URL", "");
        String user = shared.getOrDefault("GATEHOUSE_DATABASE_USER", "");
        String password = shared.getOrDefault("GATEHOUSE_DATABASE_PASSWORD", "");
        Flyway.configure()
                .dataSource("jdbc:" + url, user, password)
                .schemas(schema)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        URI address = URI.create(url);
        this.options = new PgConnectOptions()
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setDatabase(address.getPath().substring(1))
                .setUser(user)
                .setPassword(password)
                .setCachePreparedStatements(true)
                .addProperty("search_path", schema);
        this.db = new Db(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(6))
                .connectingTo(options)
                .using(vertx)
                .build());
    }

    public Vertx vertx() {
        return vertx;
    }

    public Db db() {
        return db;
    }

    /** Listening; to be closed by the test. */
    public Notifications notifications() {
        Notifications notifications = new Notifications(vertx, options);
        AppNode.await(notifications.start());
        return notifications;
    }

    public RowSet<Row> sql(String statement, Object... parameters) {
        return AppNode.await(db.query(client -> client.preparedQuery(statement).execute(Tuple.from(parameters))));
    }

    @Override
    public void close() {
        sql("DROP SCHEMA " + schema + " CASCADE");
        AppNode.await(db.close());
        AppNode.await(vertx.close());
    }
}
