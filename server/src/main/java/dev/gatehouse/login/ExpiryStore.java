package dev.gatehouse.login;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Forgets old rows of {@code login_*}. */
final class ExpiryStore {

    /**
     * Deletes some of what is older, passing over what another node is deleting; says how many rows.
     *
     * @param table and {@code column} are names in our own code, never input
     */
    Future<Integer> delete(SqlClient client, String table, String column, Instant before, int limit) {
        String sql =
                "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s < $1 ORDER BY %2$s LIMIT $2 FOR UPDATE SKIP LOCKED))"
                        .formatted(table, column);
        return client.preparedQuery(sql)
                .execute(Tuple.of(Rows.time(before), limit))
                .map(rows -> rows.rowCount());
    }
}
