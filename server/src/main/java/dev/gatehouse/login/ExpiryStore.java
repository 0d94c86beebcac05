package dev.gatehouse.login;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Forgets old rows of {@code login_*}. */
final class ExpiryStore {

    /**
     * Deletes what is older.
     *
     * @param table and {@code column} are names in our own code, never input
     */
    Future<Void> delete(SqlClient client, String table, String column, Instant before) {
        return client.preparedQuery("DELETE FROM " + table + " WHERE " + column + " < $1")
                .execute(Tuple.of(Rows.time(before)))
                .mapEmpty();
    }
}
