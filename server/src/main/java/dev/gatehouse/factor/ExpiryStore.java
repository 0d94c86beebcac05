package dev.gatehouse.factor;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Forgets expired rows of {@code factor_*}. */
final class ExpiryStore {

    /**
     * Deletes some of what has expired, passing over what another node is deleting; says how many rows.
     *
     * @param table a name in our own code, never input
     */
    Future<Integer> delete(SqlClient client, String table, Instant before, int limit) {
        String sql = "DELETE FROM " + table + " WHERE id IN (SELECT id FROM " + table
                + " WHERE expires_at < $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)";
        return client.preparedQuery(sql)
                .execute(Tuple.of(Rows.time(before), limit))
                .map(rows -> rows.rowCount());
    }
}
