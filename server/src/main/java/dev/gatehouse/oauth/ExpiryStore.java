package dev.gatehouse.oauth;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Forgets old rows of {@code oauth_*}. */
final class ExpiryStore {

    /**
     * Deletes what has expired before.
     *
     * @param table a name in our own code, never input
     */
    Future<Void> delete(SqlClient client, String table, Instant before) {
        return client.preparedQuery("DELETE FROM " + table + " WHERE expires_at < $1")
                .execute(Tuple.of(Rows.time(before)))
                .mapEmpty();
    }
}
