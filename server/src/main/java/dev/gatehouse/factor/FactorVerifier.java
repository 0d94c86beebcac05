package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a person answers in a sign-in. Each proof is used up by the statement that accepts it, so that two nodes cannot
 * both accept it. Limits on tries are the sign-in's business, except for a mailed code, which dies after five.
 */
public final class FactorVerifier {

    /** How far a mailed code got. */
    public record MailCode(
            String address,
            String state,
            Instant stateAt,
            @Nullable String detail,
            Instant sentAt,
            Instant expiresAt) {}

    /** A WebAuthn assertion that held: whose it is, and the proof. */
    public record Assertion(UUID accountId, Proof proof) {}

    /** Accepts a TOTP code of one of the account's authenticator apps; each time step once. */
    public Future<Optional<Proof>> totp(SqlClient tx, UUID accountId, String code) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    public Future<Optional<Proof>> recoveryCode(SqlClient tx, UUID accountId, String code) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    public Future<Optional<Proof>> pass(SqlClient tx, UUID accountId, String pass) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Whether the account has an unused recovery code, and an unused pass that has not expired. */
    public Future<Boolean> hasRecoveryCode(SqlClient client, UUID accountId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    public Future<Boolean> hasPass(SqlClient client, UUID accountId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Mails a new code for that sign-in; the one before stops working. The count of tries is kept. */
    public Future<MailCode> sendMailCode(
            SqlClient tx, Account account, UUID transactionId, String address, Origin origin) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    public Future<Optional<MailCode>> mailCode(SqlClient client, UUID transactionId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    public Future<Optional<Proof>> answerMailCode(SqlClient tx, UUID transactionId, String code) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Mails a code that proves a new recovery address, bound to the session. */
    public Future<MailCode> sendAddressCode(SqlClient tx, Account account, UUID sessionId, String address) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** The address that the code proves, if it is right. */
    public Future<Optional<String>> answerAddressCode(SqlClient tx, UUID sessionId, String code) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** The address that waits for its code in that session. */
    public Future<Optional<String>> pendingAddress(SqlClient client, UUID sessionId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /**
     * A WebAuthn challenge, single-use, valid for five minutes.
     *
     * @param account whose keys may answer; null lets any passkey name its account
     * @param transactionId the sign-in or step-up it belongs to, or null
     * @return {@code challengeId} and {@code publicKey} as the contract has them
     */
    public Future<JsonObject> beginAssertion(SqlClient tx, @Nullable Account account, @Nullable UUID transactionId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Checks the answer to a challenge; empty when anything about it is wrong. */
    public Future<Optional<Assertion>> finishAssertion(
            UUID challengeId, JsonObject credential, @Nullable UUID transactionId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }
}
