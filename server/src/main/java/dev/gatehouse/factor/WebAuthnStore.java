package dev.gatehouse.factor;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Passkeys, security keys, and the challenges that wait for their answer. */
final class WebAuthnStore {

    private static final String COLUMNS =
            "id, account_id, kind, credential_id, credential, transports, backup_eligible, created_at";

    /**
     * A challenge that waits for its answer.
     *
     * @param purpose {@code assert}, or {@code register-} and the kind
     * @param accountId whose keys may answer, or null for any passkey
     */
    record Challenge(
            String purpose, String challenge, @Nullable UUID accountId) {}

    /** Stores a new credential; false when some account has it already. */
    Future<Boolean> insert(SqlClient tx, UUID accountId, Factor factor, RelyingParty.Registered credential) {
        return tx.preparedQuery("""
                        INSERT INTO factor_webauthn
                            (id, account_id, kind, name, credential_id, credential, transports, backup_eligible, sign_count,
                             created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                        ON CONFLICT (credential_id) DO NOTHING
                        """)
                .execute(Tuple.of(factor.id(), accountId, factor.kind().word(), factor.name())
                        .addValue(credential.credentialId())
                        .addValue(credential.attested())
                        .addValue(credential.transports().toArray(String[]::new))
                        .addValue(credential.backupEligible())
                        .addValue(credential.signCount())
                        .addValue(Rows.time(factor.createdAt())))
                .map(Rows::changed);
    }

    Future<List<KeyCredential>> credentials(SqlClient client, UUID accountId) {
        return client.preparedQuery(
                        "SELECT " + COLUMNS + " FROM factor_webauthn WHERE account_id = $1 ORDER BY created_at, id")
                .execute(Tuple.of(accountId))
                .map(rows -> Rows.list(rows, WebAuthnStore::credential));
    }

    Future<Optional<KeyCredential>> find(SqlClient client, String credentialId) {
        return client.preparedQuery("SELECT " + COLUMNS + " FROM factor_webauthn WHERE credential_id = $1")
                .execute(Tuple.of(credentialId))
                .map(rows -> Rows.first(rows, WebAuthnStore::credential));
    }

    /**
     * Accepts an assertion: the counter must have grown, unless the authenticator does not count (WebAuthn 7.2, step 22).
     *
     * @return false when it has not grown, on whatever node the last one was seen
     */
    Future<Boolean> use(SqlClient tx, UUID id, long signCount, Instant now) {
        return tx.preparedQuery("""
                        UPDATE factor_webauthn SET sign_count = $2, last_used_at = $3
                        WHERE id = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))
                        """)
                .execute(Tuple.of(id, signCount, Rows.time(now)))
                .map(Rows::changed);
    }

    /** Stores a challenge and forgets the earlier ones of that sign-in or session: their number is bounded by that of those. */
    Future<Void> replaceChallenge(
            SqlClient tx, UUID id, Bond bond, Challenge challenge, Instant now, Instant expiresAt) {
        return tx.preparedQuery("DELETE FROM factor_challenges WHERE transaction_id = $1 OR session_id = $2")
                .execute(Tuple.of(bond.transactionId(), bond.sessionId()))
                .compose(gone -> insertChallenge(tx, id, bond, challenge, now, expiresAt));
    }

    /** Remembers that an open challenge was answered; false when it had been already, on whatever node. */
    Future<Boolean> spend(SqlClient tx, UUID id, Instant expiresAt) {
        return tx.preparedQuery(
                        "INSERT INTO factor_spent_challenges (id, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(id, Rows.time(expiresAt)))
                .map(Rows::changed);
    }

    private Future<Void> insertChallenge(
            SqlClient tx, UUID id, Bond bond, Challenge challenge, Instant now, Instant expiresAt) {
        return tx.preparedQuery("""
                        INSERT INTO factor_challenges
                            (id, purpose, account_id, transaction_id, session_id, challenge, created_at, expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        """)
                .execute(
                        Tuple.of(id, challenge.purpose(), challenge.accountId(), bond.transactionId(), bond.sessionId())
                                .addValue(challenge.challenge())
                                .addValue(Rows.time(now))
                                .addValue(Rows.time(expiresAt)))
                .mapEmpty();
    }

    /** Takes a challenge out, for one answer, right or wrong. It is found only for what it was made for. */
    Future<Optional<Challenge>> takeChallenge(SqlClient tx, UUID id, List<String> purposes, Bond bond, Instant now) {
        return tx.preparedQuery("""
                        DELETE FROM factor_challenges
                        WHERE id = $1 AND purpose = ANY($2) AND transaction_id IS NOT DISTINCT FROM $3
                          AND session_id IS NOT DISTINCT FROM $4 AND expires_at > $5
                        RETURNING purpose, challenge, account_id
                        """)
                .execute(Tuple.of(
                        id, purposes.toArray(String[]::new), bond.transactionId(), bond.sessionId(), Rows.time(now)))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Challenge(
                                Rows.string(row, "purpose"),
                                Rows.string(row, "challenge"),
                                row.getUUID("account_id"))));
    }

    private static KeyCredential credential(Row row) {
        return new KeyCredential(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "account_id"),
                FactorKind.of(Rows.string(row, "kind")),
                Rows.string(row, "credential_id"),
                row.getBuffer("credential"),
                Rows.strings(row, "transports"),
                row.getBoolean("backup_eligible"),
                Rows.instant(row, "created_at"));
    }
}
