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
import org.jspecify.annotations.Nullable;

/** Recovery codes and enrolment passes. */
final class CodeStore {

    /** How many recovery codes are unused, and when the set was made. */
    record Remaining(int count, @Nullable Instant createdAt) {}

    /** A pass that has not been used and has not expired. */
    record Pass(UUID id, Buffer code) {}

    /** Puts a new set in the place of the old one. */
    Future<Void> replaceRecoveryCodes(SqlClient tx, UUID accountId, List<byte[]> hashes, Instant now) {
        Buffer[] set = hashes.stream().map(Buffer::buffer).toArray(Buffer[]::new);
        return removeRecoveryCodesSince(tx, accountId, Instant.EPOCH)
                .compose(removed -> tx.preparedQuery("""
                                INSERT INTO factor_recovery_codes (account_id, hash, created_at)
                                SELECT $1, hash, $3 FROM unnest($2::bytea[]) AS hash
                                """).execute(Tuple.of(accountId, set, Rows.time(now))))
                .mapEmpty();
    }

    /** Whether there were any. */
    Future<Boolean> removeRecoveryCodesSince(SqlClient tx, UUID accountId, Instant since) {
        return tx.preparedQuery("DELETE FROM factor_recovery_codes WHERE account_id = $1 AND created_at >= $2")
                .execute(Tuple.of(accountId, Rows.time(since)))
                .map(Rows::changed);
    }

    Future<Remaining> remaining(SqlClient client, UUID accountId) {
        return client.preparedQuery("""
                        SELECT count(*) FILTER (WHERE used_at IS NULL) AS remaining, max(created_at) AS created_at
                        FROM factor_recovery_codes WHERE account_id = $1
                        """)
                .execute(Tuple.of(accountId))
                .map(rows -> rows.iterator().next())
                .map(row -> new Remaining(row.getInteger("remaining"), Rows.maybeInstant(row, "created_at")));
    }

    /** Uses up a recovery code; false when it is none, or used already. */
    Future<Boolean> useRecoveryCode(SqlClient tx, UUID accountId, byte[] hash, Instant now) {
        return tx.preparedQuery("""
                        UPDATE factor_recovery_codes SET used_at = $3
                        WHERE account_id = $1 AND hash = $2 AND used_at IS NULL
                        """)
                .execute(Tuple.of(accountId, Buffer.buffer(hash), Rows.time(now)))
                .map(Rows::changed);
    }

    /** Puts a new pass in the place of those that were not used. */
    Future<Void> replacePass(
            SqlClient tx, UUID id, UUID accountId, byte[] code, UUID issuedBy, Instant now, Instant expiresAt) {
        return removePasses(tx, accountId)
                .compose(deleted -> tx.preparedQuery("""
                                INSERT INTO factor_passes (id, account_id, code, issued_by, created_at, expires_at)
                                VALUES ($1, $2, $3, $4, $5, $6)
                                """)
                        .execute(Tuple.of(
                                id, accountId, Buffer.buffer(code), issuedBy, Rows.time(now), Rows.time(expiresAt))))
                .mapEmpty();
    }

    /** Takes back passes that were not used. */
    Future<Void> removePasses(SqlClient tx, UUID accountId) {
        return tx.preparedQuery("DELETE FROM factor_passes WHERE account_id = $1 AND used_at IS NULL")
                .execute(Tuple.of(accountId))
                .mapEmpty();
    }

    Future<Optional<Pass>> pass(SqlClient client, UUID accountId, Instant now) {
        return client.preparedQuery("""
                        SELECT id, code FROM factor_passes
                        WHERE account_id = $1 AND used_at IS NULL AND expires_at > $2
                        ORDER BY id DESC LIMIT 1
                        """)
                .execute(Tuple.of(accountId, Rows.time(now)))
                .map(rows -> Rows.first(rows, row -> new Pass(Rows.uuid(row, "id"), row.getBuffer("code"))));
    }

    /** Uses up a pass; false when somebody else just did. */
    Future<Boolean> usePass(SqlClient tx, UUID id, Instant now) {
        return tx.preparedQuery("""
                        UPDATE factor_passes SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2
                        """).execute(Tuple.of(id, Rows.time(now))).map(Rows::changed);
    }
}
