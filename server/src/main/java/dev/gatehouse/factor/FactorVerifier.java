package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a person answers in a sign-in. Each proof is used up by the statement that accepts it, so that two nodes cannot
 * both accept it. Limits on tries are the sign-in's business, except for a mailed code, which dies after five.
 *
 * <p>A wrong answer is an empty result, not a failure: commit the transaction all the same, for the try is counted in it.
 */
public final class FactorVerifier {

    /**
     * How far a mailed code got.
     *
     * @param state {@code queued}, {@code accepted} or {@code failed}
     */
    public record MailCode(
            String address,
            String state,
            Instant stateAt,
            @Nullable String detail,
            Instant sentAt,
            Instant expiresAt) {

        /** From then on another code can be asked for. */
        public Instant resendAt() {
            return sentAt.plus(MailCodes.COOL_DOWN);
        }
    }

    /**
     * What came of a WebAuthn assertion.
     *
     * @param accountId whose credential answered, rightly or not; empty when no account has it
     * @param proof empty when anything about the answer was wrong
     */
    public record Assertion(Optional<UUID> accountId, Optional<Proof> proof) {}

    private final TotpStore totp = new TotpStore();
    private final CodeStore codes = new CodeStore();
    private final TotpSecrets secrets;
    private final SealedCodes sealedCodes;
    private final MailCodes mailCodes;
    private final Assertions assertions;
    private final Clock clock;

    FactorVerifier(SecretBox box, MailCodes mailCodes, Assertions assertions, Clock clock) {
        this.secrets = new TotpSecrets(box);
        this.sealedCodes = new SealedCodes(box);
        this.mailCodes = mailCodes;
        this.assertions = assertions;
        this.clock = clock;
    }

    /** Accepts a TOTP code of one of the account's authenticator apps; each time step once. */
    public Future<Optional<Proof>> totp(SqlClient tx, UUID accountId, String code) {
        return totp.apps(tx, accountId).compose(apps -> firstApp(tx, accountId, code, apps.iterator()));
    }

    private Future<Optional<Proof>> firstApp(SqlClient tx, UUID accountId, String code, Iterator<TotpStore.App> apps) {
        while (apps.hasNext()) {
            TotpStore.App app = apps.next();
            Instant now = clock.instant();
            byte[] secret = secrets.open(app.sealedSecret().getBytes(), accountId, app.id());
            OptionalLong step = Totp.STANDARD.match(secret, code, now, app.lastStep());
            if (step.isPresent()) {
                return totp.useStep(tx, app.id(), step.getAsLong(), now)
                        .compose(used -> used
                                ? proved(new Proof("totp", app.id(), app.createdAt(), false))
                                : firstApp(tx, accountId, code, apps));
            }
        }
        return Future.succeededFuture(Optional.empty());
    }

    /** Accepts one of the account's recovery codes, once. */
    public Future<Optional<Proof>> recoveryCode(SqlClient tx, UUID accountId, String code) {
        return RecoveryCodes.hash(code)
                .map(hash -> codes.useRecoveryCode(tx, accountId, hash, clock.instant())
                        .map(used -> proof("recovery-code", used)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** Accepts the enrolment pass that an administrator issued, once. */
    public Future<Optional<Proof>> pass(SqlClient tx, UUID accountId, String pass) {
        Instant now = clock.instant();
        return codes.pass(tx, accountId, now).compose(live -> live.filter(
                        kept -> sealedCodes.matches(kept.code().getBytes(), pass, accountId))
                .map(kept -> codes.usePass(tx, kept.id(), now).map(used -> proof("pass", used)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    /** Whether the account has an unused recovery code. */
    public Future<Boolean> hasRecoveryCode(SqlClient client, UUID accountId) {
        return codes.remaining(client, accountId).map(remaining -> remaining.count() > 0);
    }

    /**
     * Mails a new code for that sign-in; the one before stops working. The count of tries is kept.
     *
     * @return fails with {@code mailbox-not-reachable} unless the address is one of the account's reachable mailboxes, with
     *     {@code resend-too-soon}, or with {@code mail-code-used-up} after five wrong answers
     */
    public Future<MailCode> sendMailCode(
            SqlClient tx, Account account, UUID transactionId, String address, Origin origin) {
        Instant now = clock.instant();
        if (!account.reachableMailboxes(now).contains(address)) {
            return Future.failedFuture(FactorProblems.MAILBOX_NOT_REACHABLE.problem());
        }
        return mailCodes.send(
                tx,
                account,
                Bond.transaction(transactionId),
                address,
                code -> CodeLetters.signIn(account, address, code, now, origin));
    }

    /** How far the last code of that sign-in got. */
    public Future<Optional<MailCode>> mailCode(SqlClient client, UUID transactionId) {
        return mailCodes.find(client, Bond.transaction(transactionId));
    }

    /**
     * Accepts the code that was mailed for that sign-in, once.
     *
     * @param account locked: the mailbox that the code went to must still be one that it can be reached at
     */
    public Future<Optional<Proof>> answerMailCode(SqlClient tx, Account account, UUID transactionId, String code) {
        return mailCodes
                .answer(tx, Bond.transaction(transactionId), code)
                .map(address -> address.filter(account.reachableMailboxes(clock.instant())::contains))
                .map(address -> proof("mail-code", address.isPresent()));
    }

    /**
     * Mails a code that proves a new recovery address, bound to the session. Whether the address may become one is the
     * caller's business.
     */
    public Future<MailCode> sendAddressCode(SqlClient tx, Account account, UUID sessionId, String address) {
        Instant now = clock.instant();
        return mailCodes.send(
                tx,
                account,
                Bond.session(sessionId),
                address,
                code -> CodeLetters.recoveryAddress(account, address, code, now));
    }

    /** The address that the code proves, if it is right. */
    public Future<Optional<String>> answerAddressCode(SqlClient tx, UUID sessionId, String code) {
        return mailCodes.answer(tx, Bond.session(sessionId), code);
    }

    /** The address that waits for its code in that session. */
    public Future<Optional<String>> pendingAddress(SqlClient client, UUID sessionId) {
        return mailCodes.pendingAddress(client, Bond.session(sessionId));
    }

    /** A WebAuthn challenge that any passkey may answer, naming its account: once rightly, within five minutes. */
    public JsonObject beginOpenAssertion() {
        return assertions.begin();
    }

    /**
     * A WebAuthn challenge for one answer within five minutes; an earlier one of that sign-in is forgotten.
     *
     * @param account whose keys may answer
     * @param kinds kinds that the policy lets answer
     * @param transactionId the sign-in or step-up it belongs to, locked
     * @return {@code challengeId} and {@code publicKey} as the contract has them; fails with {@code no-factor} when the
     *     account has no key
     */
    public Future<JsonObject> beginAssertion(SqlClient tx, Account account, Set<String> kinds, UUID transactionId) {
        return assertions.begin(tx, account, kinds, Bond.transaction(transactionId));
    }

    /**
     * Checks the answer to a challenge. A counter that went backwards is refused too,
     * and owner and administrators are told that the key may have been copied.
     */
    public Future<Assertion> finishAssertion(
            UUID challengeId, JsonObject credential, @Nullable UUID transactionId, Origin origin) {
        Bond bond = transactionId == null ? Bond.NONE : Bond.transaction(transactionId);
        return assertions.finish(challengeId, credential, bond, origin);
    }

    private static Optional<Proof> proof(String kind, boolean proved) {
        return proved ? Optional.of(new Proof(kind, null, null, false)) : Optional.empty();
    }

    private static Future<Optional<Proof>> proved(Proof proof) {
        return Future.succeededFuture(Optional.of(proof));
    }
}
