package dev.gatehouse.oauth;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements on {@code oauth_logouts}. */
final class LogoutStore {

    static final String CHANNEL = "oauth_logouts";

    /** Queues a notice for each client to which somebody has signed in, in that session. */
    Future<Void> queue(SqlClient tx, UUID accountId, UUID sessionId, Instant now) {
        return queue(tx, new UUID[] {accountId}, sessionId, null, now);
    }

    /** The same, for all sessions of these accounts but one. */
    Future<Void> queueAll(SqlClient tx, List<UUID> accountIds, @Nullable UUID kept, Instant now) {
        return queue(tx, accountIds.toArray(UUID[]::new), null, kept, now);
    }

    private static Future<Void> queue(
            SqlClient tx, UUID[] accountIds, @Nullable UUID only, @Nullable UUID kept, Instant now) {
        return tx.preparedQuery("""
                        WITH ended AS (
                            SELECT DISTINCT g.client_id, g.account_id, g.session_id
                            FROM oauth_grants g JOIN oauth_clients c ON c.id = g.client_id
                            WHERE g.account_id = ANY ($1) AND g.revoked_at IS NULL AND c.backchannel_logout_uri IS NOT NULL
                              AND g.session_id IS NOT NULL AND ($2::uuid IS NULL OR g.session_id = $2)
                              AND ($3::uuid IS NULL OR g.session_id <> $3)),
                        queued AS (
                            INSERT INTO oauth_logouts (id, client_id, account_id, session_id, created_at, next_at)
                            SELECT gen_random_uuid(), client_id, account_id, session_id, $4, $4 FROM ended
                            RETURNING id)
                        SELECT pg_notify('oauth_logouts', '') FROM queued LIMIT 1
                        """)
                .execute(Tuple.of(accountIds, only, kept, Rows.time(now)))
                .mapEmpty();
    }

    /**
     * Takes notices that are due, for this node alone.
     *
     * @param lease when another may try, should this one not come back
     */
    Future<List<Logout>> claim(SqlClient client, int limit, Duration lease, Instant now) {
        return client.preparedQuery("""
                        UPDATE oauth_logouts l SET attempts = attempts + 1, next_at = $2
                        WHERE id IN (SELECT id FROM oauth_logouts WHERE next_at <= $1
                                     ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
                        RETURNING id, client_id, account_id, session_id, attempts
                        """)
                .execute(Tuple.of(Rows.time(now), Rows.time(now.plus(lease)), limit))
                .map(rows -> Rows.list(rows, LogoutStore::logout));
    }

    Future<Void> delete(SqlClient client, UUID id) {
        return client.preparedQuery("DELETE FROM oauth_logouts WHERE id = $1")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    Future<Void> postpone(SqlClient client, UUID id, Instant until) {
        return client.preparedQuery("UPDATE oauth_logouts SET next_at = $2 WHERE id = $1")
                .execute(Tuple.of(id, Rows.time(until)))
                .mapEmpty();
    }

    private static Logout logout(Row row) {
        return new Logout(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "client_id"),
                Rows.uuid(row, "account_id"),
                Rows.uuid(row, "session_id"),
                row.getInteger("attempts"));
    }
}
