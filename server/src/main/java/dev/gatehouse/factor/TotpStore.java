package dev.gatehouse.factor;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Secrets of authenticator apps, enrolled and about to be. */
final class TotpStore {

    /** More set-ups than one person has open at a time. */
    static final int MAX_BEGUN = 5;

    /** An enrolled app. */
    record App(UUID id, Buffer sealedSecret, long lastStep, Instant createdAt) {}

    /** Begins an enrolment; the oldest of the account's others make room for it. */
    Future<Void> begin(
            SqlClient tx, UUID id, UUID accountId, Bond bond, byte[] sealedSecret, Instant now, Instant expiresAt) {
        return tx.preparedQuery("""
                        DELETE FROM factor_enrolments WHERE id IN (
                            SELECT id FROM factor_enrolments WHERE account_id = $1
                            ORDER BY created_at DESC, id DESC OFFSET $2)
                        """)
                .execute(Tuple.of(accountId, MAX_BEGUN - 1))
                .compose(room -> tx.preparedQuery("""
                        INSERT INTO factor_enrolments
                            (id, account_id, transaction_id, session_id, secret, created_at, expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        """)
                        .execute(Tuple.of(id, accountId, bond.transactionId(), bond.sessionId())
                                .addValue(Buffer.buffer(sealedSecret))
                                .addValue(Rows.time(now))
                                .addValue(Rows.time(expiresAt))))
                .mapEmpty();
    }

    /** The secret of an enrolment that waits for its code, locked until the transaction ends. */
    Future<Optional<byte[]>> lockBegun(SqlClient tx, UUID id, UUID accountId, Bond bond, Instant now) {
        return tx.preparedQuery("""
                        SELECT secret FROM factor_enrolments
                        WHERE id = $1 AND account_id = $2 AND (transaction_id = $3 OR session_id = $4) AND expires_at > $5
                        FOR UPDATE
                        """)
                .execute(Tuple.of(id, accountId, bond.transactionId(), bond.sessionId(), Rows.time(now)))
                .map(rows -> Rows.first(rows, row -> row.getBuffer("secret").getBytes()));
    }

    /** Turns the enrolment into an authenticator of the same id; false when somebody else just did. */
    Future<Boolean> finish(SqlClient tx, UUID accountId, Factor factor, long step) {
        return tx.preparedQuery("""
                        WITH begun AS (DELETE FROM factor_enrolments WHERE id = $1 AND account_id = $2 RETURNING secret)
                        INSERT INTO factor_totp (id, account_id, name, secret, last_step, created_at)
                        SELECT $1, $2, $3, secret, $4, $5 FROM begun
                        """)
                .execute(Tuple.of(factor.id(), accountId, factor.name(), step, Rows.time(factor.createdAt())))
                .map(Rows::changed);
    }

    Future<Void> insert(SqlClient tx, UUID accountId, Factor factor, byte[] sealedSecret) {
        return tx.preparedQuery("""
                        INSERT INTO factor_totp (id, account_id, name, secret, last_step, created_at)
                        VALUES ($1, $2, $3, $4, 0, $5)
                        """)
                .execute(Tuple.of(
                        factor.id(),
                        accountId,
                        factor.name(),
                        Buffer.buffer(sealedSecret),
                        Rows.time(factor.createdAt())))
                .mapEmpty();
    }

    Future<List<App>> apps(SqlClient client, UUID accountId) {
        return client.preparedQuery("""
                        SELECT id, secret, last_step, created_at FROM factor_totp WHERE account_id = $1 ORDER BY id
                        """)
                .execute(Tuple.of(accountId))
                .map(rows -> Rows.list(
                        rows,
                        row -> new App(
                                Rows.uuid(row, "id"),
                                row.getBuffer("secret"),
                                row.getLong("last_step"),
                                Rows.instant(row, "created_at"))));
    }

    /** Uses up a time step and all before it; false when it is used up already, on whatever node. */
    Future<Boolean> useStep(SqlClient tx, UUID id, long step, Instant now) {
        return tx.preparedQuery("""
                        UPDATE factor_totp SET last_step = $2, last_used_at = $3 WHERE id = $1 AND last_step < $2
                        """).execute(Tuple.of(id, step, Rows.time(now))).map(Rows::changed);
    }
}
