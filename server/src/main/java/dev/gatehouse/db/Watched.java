package dev.gatehouse.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/** A client for one piece of work, which notes what the work has changed until it is over. */
final class Watched implements SqlClient {

    private final SqlClient client;
    private final Changes changes;

    /** What has been changed in one piece of work; its parts run one after the other. */
    static final class Changes {
        private final Set<Change> noted = new LinkedHashSet<>(2);

        private record Change(String channel, String key) {}

        void tell(BiConsumer<String, String> listener) {
            noted.forEach(change -> listener.accept(change.channel(), change.key()));
        }
    }

    Watched(SqlClient client, Changes changes) {
        this.client = client;
        this.changes = changes;
    }

    void note(String channel, String key) {
        changes.noted.add(new Changes.Change(channel, key));
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return client.query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return client.preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return client.preparedQuery(sql, options);
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }
}
