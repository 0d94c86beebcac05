package dev.gatehouse.login;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.db.Rows;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code login_transactions}. */
final class TransactionStore {

    static final int MAX_ON_A_DEVICE = 5;
    static final int MAX_ELSEWHERE = 50;

    private static final String COLUMNS =
            "id, purpose, account_id, credential_version, session_id, action, device_id, evidence, under_attack, client, network, expires_at";

    /**
     * Stores a new one; the account is locked. A session has one step-up under way, a known device a few sign-ins, and all other
     * places together some more: the oldest make room. One that is being answered at this moment is left alone.
     */
    Future<Void> insert(SqlClient tx, Transaction transaction, Token token, Instant now) {
        return tx.preparedQuery("""
                        DELETE FROM login_transactions WHERE id IN (
                            SELECT id FROM login_transactions
                            WHERE account_id = $1 AND session_id IS NOT DISTINCT FROM $2
                                AND (session_id IS NOT NULL OR device_id IS NOT DISTINCT FROM $3)
                            ORDER BY created_at DESC, id DESC OFFSET $4 FOR UPDATE SKIP LOCKED)
                        """)
                .execute(Tuple.of(
                        transaction.accountId(),
                        transaction.sessionId(),
                        transaction.deviceId(),
                        room(transaction) - 1))
                .compose(made -> insertRow(tx, transaction, token, now));
    }

    private static int room(Transaction transaction) {
        if (transaction.purpose() == Purpose.STEP_UP) {
            return 1;
        }
        return transaction.deviceId() == null ? MAX_ELSEWHERE : MAX_ON_A_DEVICE;
    }

    private static Future<Void> insertRow(SqlClient tx, Transaction transaction, Token token, Instant now) {
        return tx.preparedQuery("""
                        INSERT INTO login_transactions (id, token_hash, purpose, account_id, credential_version, session_id,
                                                        action, device_id, evidence, under_attack, client, network, created_at, expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                        """)
                .execute(Tuple.from(new Object[] {
                    transaction.id(),
                    Buffer.buffer(token.sha256()),
                    transaction.purpose().word(),
                    transaction.accountId(),
                    transaction.credentialVersion(),
                    transaction.sessionId(),
                    transaction.action() == null ? null : transaction.action().word(),
                    transaction.deviceId(),
                    transaction.evidence().toJson(),
                    transaction.underAttack(),
                    transaction.origin().client(),
                    transaction.origin().network(),
                    Rows.time(now),
                    Rows.time(transaction.expiresAt())
                }))
                .mapEmpty();
    }

    Future<Optional<Transaction>> find(SqlClient client, Token token, Instant now) {
        return find(client, token, now, "");
    }

    /** Locks the row, so that two answers to one sign-in are weighed one after the other, on whatever node. */
    Future<Optional<Transaction>> lock(SqlClient tx, Token token, Instant now) {
        return find(tx, token, now, "FOR NO KEY UPDATE");
    }

    private static Future<Optional<Transaction>> find(SqlClient client, Token token, Instant now, String lock) {
        return client.preparedQuery("SELECT " + COLUMNS
                        + " FROM login_transactions WHERE token_hash = $1 AND expires_at > $2 " + lock)
                .execute(Tuple.of(Buffer.buffer(token.sha256()), Rows.time(now)))
                .map(rows -> Rows.first(rows, TransactionStore::transaction));
    }

    /** Stores the evidence under a new token: the one before is dead. */
    Future<Void> update(SqlClient tx, Transaction transaction, Token token) {
        return tx.preparedQuery(
                        "UPDATE login_transactions SET evidence = $2, token_hash = $3, credential_version = $4 WHERE id = $1")
                .execute(Tuple.of(
                        transaction.id(),
                        transaction.evidence().toJson(),
                        Buffer.buffer(token.sha256()),
                        transaction.credentialVersion()))
                .mapEmpty();
    }

    Future<Void> lock(SqlClient tx, UUID id) {
        return tx.preparedQuery("SELECT 1 FROM login_transactions WHERE id = $1 FOR NO KEY UPDATE")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    /**
     * Appends an enrolment to the evidence, whatever the token, and follows the account to its next number.
     *
     * @param version the account's number before the enrolment; false when it is not that of the transaction
     */
    Future<Boolean> enrolled(SqlClient tx, UUID id, int version, Evidence.Item item) {
        Evidence one = new Evidence(List.of(item));
        return tx.preparedQuery("""
                        UPDATE login_transactions
                        SET evidence = jsonb_set(evidence, '{items}', (evidence -> 'items') || ($3::jsonb -> 'items')),
                            credential_version = credential_version + 1
                        WHERE id = $1 AND credential_version = $2
                        """)
                .execute(Tuple.of(id, version, one.toJson()))
                .map(Rows::changed);
    }

    Future<Void> delete(SqlClient tx, UUID id) {
        return tx.preparedQuery("DELETE FROM login_transactions WHERE id = $1")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    Future<Void> deleteOf(SqlClient tx, List<UUID> accountIds) {
        return tx.preparedQuery("DELETE FROM login_transactions WHERE account_id = ANY($1)")
                .execute(Tuple.tuple().addArrayOfUUID(accountIds.toArray(UUID[]::new)))
                .mapEmpty();
    }

    private static Transaction transaction(Row row) {
        String action = row.getString("action");
        return new Transaction(
                Rows.uuid(row, "id"),
                Purpose.of(Rows.string(row, "purpose")),
                Rows.uuid(row, "account_id"),
                row.getInteger("credential_version"),
                row.getUUID("session_id"),
                action == null ? null : StepUp.Action.of(action),
                row.getUUID("device_id"),
                Evidence.of(Rows.json(row, "evidence")),
                row.getBoolean("under_attack"),
                new Origin(Rows.string(row, "network"), Rows.string(row, "client"), "-"),
                Rows.instant(row, "expires_at"));
    }
}
