package dev.gatehouse.login;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.db.Rows;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statements on {@code login_sessions}. */
final class SessionStore {

    private static final String COLUMNS =
            "id, account_id, device_id, evidence, client, network, created_at, last_seen_at,"
                    + " idle_seconds, expires_at, stepped_up_at, step_up_actions, step_up_factor_at";
    private static final String LIVE = " ended_at IS NULL AND expires_at > $2 AND idle_until > $2 ";

    /** Only {@link Minter} may call this. */
    Future<Void> insert(SqlClient tx, Session session, Token token) {
        return tx.preparedQuery("""
                        INSERT INTO login_sessions (id, token_hash, account_id, device_id, evidence, client, network, created_at,
                                                    last_seen_at, idle_seconds, idle_until, expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)
                        """)
                .execute(Tuple.from(new Object[] {
                    session.id(),
                    Buffer.buffer(token.sha256()),
                    session.accountId(),
                    session.deviceId(),
                    session.evidence().toJson(),
                    session.client(),
                    session.network(),
                    Rows.time(session.createdAt()),
                    (int) session.idle().toSeconds(),
                    Rows.time(session.createdAt().plus(session.idle())),
                    Rows.time(session.expiresAt())
                }))
                .mapEmpty();
    }

    Future<Optional<Session>> find(SqlClient client, Token token, Instant now) {
        return client.preparedQuery("SELECT " + COLUMNS + " FROM login_sessions WHERE token_hash = $1 AND" + LIVE)
                .execute(Tuple.of(Buffer.buffer(token.sha256()), Rows.time(now)))
                .map(rows -> Rows.first(rows, SessionStore::session));
    }

    Future<List<Session>> live(SqlClient client, UUID accountId, Instant now) {
        return client.preparedQuery("SELECT " + COLUMNS + " FROM login_sessions WHERE account_id = $1 AND" + LIVE
                        + "ORDER BY last_seen_at DESC, id")
                .execute(Tuple.of(accountId, Rows.time(now)))
                .map(rows -> Rows.list(rows, SessionStore::session));
    }

    /** A session of the account, ended or not. */
    Future<Optional<Session>> ofAccount(SqlClient client, UUID accountId, UUID sessionId) {
        return client.preparedQuery("SELECT " + COLUMNS + " FROM login_sessions WHERE account_id = $1 AND id = $2")
                .execute(Tuple.of(accountId, sessionId))
                .map(rows -> Rows.first(rows, SessionStore::session));
    }

    /** Writes down its use and the limits that it has now. */
    Future<Void> touch(SqlClient client, Session session, String network, Instant now) {
        return client.preparedQuery("""
                        UPDATE login_sessions
                        SET last_seen_at = $2, network = $3, idle_until = $4, idle_seconds = $5, expires_at = $6
                        WHERE id = $1 AND ended_at IS NULL
                        """)
                .execute(Tuple.of(
                        session.id(),
                        Rows.time(now),
                        network,
                        Rows.time(now.plus(session.idle())),
                        (int) session.idle().toSeconds(),
                        Rows.time(session.expiresAt())))
                .mapEmpty();
    }

    /** Records a step-up under a new token, and adds what was proved to what the session is known for; false when the session has ended meanwhile. Only {@link Minter} may call this. */
    Future<Boolean> stepUp(
            SqlClient tx,
            UUID sessionId,
            Token token,
            Set<StepUp.Action> actions,
            @Nullable Instant factorAt,
            Evidence evidence,
            Instant now) {
        return tx.preparedQuery("""
                        UPDATE login_sessions
                        SET token_hash = $2, stepped_up_at = $3, step_up_actions = $4, step_up_factor_at = $5,
                            evidence = jsonb_build_object('items', (
                                SELECT coalesce(jsonb_agg(item), '[]')
                                FROM jsonb_array_elements(evidence -> 'items') item
                                WHERE NOT $6::jsonb @> jsonb_build_object('items', jsonb_build_array(
                                    jsonb_build_object('kind', item -> 'kind')))) || ($6::jsonb -> 'items'))
                        WHERE id = $1 AND ended_at IS NULL AND expires_at > $3
                        """)
                .execute(Tuple.of(
                        sessionId,
                        Buffer.buffer(token.sha256()),
                        Rows.time(now),
                        actions.stream().map(StepUp.Action::word).toArray(String[]::new),
                        Rows.maybeTime(factorAt),
                        evidence.toJson()))
                .map(Rows::changed);
    }

    /** Whether the session has not been ended; if so, nobody can end it before the transaction does. */
    Future<Boolean> lockLive(SqlClient tx, UUID sessionId) {
        return tx.preparedQuery("SELECT 1 FROM login_sessions WHERE id = $1 AND ended_at IS NULL FOR NO KEY UPDATE")
                .execute(Tuple.of(sessionId))
                .map(rows -> rows.size() > 0);
    }

    Future<Boolean> end(SqlClient tx, UUID accountId, UUID sessionId, String reason, Instant now) {
        return tx.preparedQuery("""
                        UPDATE login_sessions SET ended_at = $3, end_reason = $4
                        WHERE account_id = $1 AND id = $2 AND ended_at IS NULL
                        """)
                .execute(Tuple.of(accountId, sessionId, Rows.time(now), reason))
                .map(Rows::changed);
    }

    /** Ends every session of these accounts, but for one if given. */
    Future<Integer> endAll(SqlClient tx, List<UUID> accountIds, @Nullable UUID keep, String reason, Instant now) {
        return tx.preparedQuery("""
                        UPDATE login_sessions SET ended_at = $2, end_reason = $3
                        WHERE account_id = ANY($1) AND ended_at IS NULL AND ($4::uuid IS NULL OR id <> $4)
                        """)
                .execute(Tuple.of(accountIds.toArray(UUID[]::new), Rows.time(now), reason, keep))
                .map(rows -> rows.rowCount());
    }

    private static Session session(Row row) {
        Set<StepUp.Action> actions = Rows.strings(row, "step_up_actions").stream()
                .map(StepUp.Action::of)
                .collect(Collectors.toUnmodifiableSet());
        return new Session(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "account_id"),
                row.getUUID("device_id"),
                Evidence.of(Rows.json(row, "evidence")),
                Rows.string(row, "client"),
                Rows.string(row, "network"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "last_seen_at"),
                Duration.ofSeconds(row.getInteger("idle_seconds")),
                Rows.instant(row, "expires_at"),
                Rows.maybeInstant(row, "stepped_up_at"),
                actions,
                Rows.maybeInstant(row, "step_up_factor_at"));
    }
}
