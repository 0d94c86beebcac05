package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.factor.WebAuthnStore.Challenge;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.ProblemType;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sets up authenticators, in a session after a step-up or in a sign-in that has earned it. Nothing counts as a factor before it
 * has been proved once.
 */
final class EnrolmentService {

    private static final String ISSUER = "Gatehouse";
    private static final String REGISTER = "register-";
    private static final List<String> PURPOSES =
            List.of(REGISTER + FactorKind.PASSKEY.word(), REGISTER + FactorKind.SECURITY_KEY.word());
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** A secret for an app, shown once. */
    record BegunTotp(UUID enrolmentId, String secret, String uri, Instant expiresAt) {}

    /** A challenge for a new passkey or security key. */
    record BegunKey(UUID challengeId, JsonObject publicKey) {}

    /**
     * What has been set up.
     *
     * @param recoveryCodes shown once, empty when there were unused ones already
     */
    record Enrolled(Factor factor, List<String> recoveryCodes) {}

    private final TotpStore apps = new TotpStore();
    private final WebAuthnStore keys = new WebAuthnStore();
    private final SecureRandom random = new SecureRandom();
    private final Tokens tokens = new Tokens();
    private final Db db;
    private final FactorChanges changes;
    private final SignIns signIns;
    private final TotpSecrets secrets;
    private final KeyOptions options;
    private final KeyChecks checks;
    private final Clock clock;

    EnrolmentService(
            Db db,
            FactorChanges changes,
            SignIns signIns,
            SecretBox box,
            KeyOptions options,
            KeyChecks checks,
            Clock clock) {
        this.db = db;
        this.changes = changes;
        this.signIns = signIns;
        this.secrets = new TotpSecrets(box);
        this.options = options;
        this.checks = checks;
        this.clock = clock;
    }

    Future<BegunTotp> beginTotp(Caller caller) {
        caller.require(Permission.ENROL);
        Instant now = clock.instant();
        UUID id = Ids.next();
        byte[] secret = Totp.newSecret(random);
        byte[] kept = secrets.seal(secret, caller.accountId(), id);
        Instant expiresAt = now.plus(LIFETIME);
        return db.transaction(tx -> open(tx, caller, FactorKind.TOTP)
                .compose(account -> apps.begin(tx, id, account.id(), Bond.of(caller), kept, now, expiresAt)
                        .map(stored -> new BegunTotp(
                                id,
                                TotpSecret.base32(secret),
                                TotpSecret.uri(Totp.STANDARD, ISSUER, account.label(), secret),
                                expiresAt))));
    }

    /** A wrong code leaves the set-up as it is. The right one is used up: it cannot sign in as well. */
    Future<Enrolled> confirmTotp(Caller caller, UUID enrolmentId, String code, @Nullable String name) {
        caller.require(Permission.ENROL);
        Instant now = clock.instant();
        // The authenticator keeps the id of its set-up, for which the secret is sealed.
        Factor factor = Factor.enrolled(enrolmentId, FactorKind.TOTP, name, now);
        return db.transaction(tx -> enrol(tx, caller, factor, false, account -> apps.lockBegun(
                        tx, enrolmentId, account.id(), Bond.of(caller), now)
                .compose(begun -> {
                    byte[] secret = secrets.open(
                            begun.orElseThrow(FactorProblems.ENROLMENT_EXPIRED::problem), account.id(), enrolmentId);
                    long step = Totp.STANDARD
                            .match(secret, code, now, 0)
                            .orElseThrow(() -> FactorProblems.WRONG_ENROLMENT_CODE
                                    .problem()
                                    .with("/code", "wrong", "This is not the code of this moment."));
                    return apps.finish(tx, account.id(), factor, step);
                })
                .map(finished -> require(finished, FactorProblems.ENROLMENT_EXPIRED))));
    }

    Future<BegunKey> beginKey(Caller caller, FactorKind kind) {
        caller.require(Permission.ENROL);
        Instant now = clock.instant();
        UUID id = Ids.next();
        String challenge = tokens.next().secret();
        return db.transaction(tx -> open(tx, caller, kind).compose(account -> keys.replaceChallenge(
                        tx,
                        id,
                        Bond.of(caller),
                        new Challenge(REGISTER + kind.word(), challenge, account.id()),
                        now,
                        now.plus(KeyOptions.TIMEOUT))
                .compose(stored -> keys.credentials(tx, account.id()))
                .map(known -> new BegunKey(id, options.create(challenge, account, kind, known)))));
    }

    /** The challenge is used up before the answer is looked at, in a statement of its own. */
    Future<Enrolled> confirmKey(Caller caller, UUID challengeId, JsonObject credential, @Nullable String name) {
        caller.require(Permission.ENROL);
        return db.query(client -> keys.takeChallenge(client, challengeId, PURPOSES, Bond.of(caller), clock.instant()))
                .map(found -> found.filter(challenge -> caller.accountId().equals(challenge.accountId()))
                        .orElseThrow(FactorProblems.ENROLMENT_EXPIRED::problem))
                .compose(challenge -> checkKey(caller, challenge, credential, name));
    }

    private Future<Enrolled> checkKey(
            Caller caller, Challenge challenge, JsonObject credential, @Nullable String name) {
        FactorKind kind = FactorKind.of(challenge.purpose().substring(REGISTER.length()));
        return checks.register(credential, challenge.challenge(), kind)
                .map(found -> found.orElseThrow(FactorProblems.KEY_REFUSED::problem))
                .compose(key -> {
                    Factor factor = Factor.enrolled(Ids.next(), kind, name, clock.instant());
                    return db.transaction(tx -> enrol(tx, caller, factor, key.userVerified(), account -> keys.insert(
                                    tx, account.id(), factor, key)
                            .map(inserted -> require(inserted, FactorProblems.KEY_ALREADY_ENROLLED))));
                });
    }

    private interface Insertion {
        Future<Void> into(Account account);
    }

    /**
     * All that belongs to a new authenticator. The sign-in is locked before the account: the same order everywhere means that
     * nobody waits for each other.
     */
    private Future<Enrolled> enrol(
            SqlClient tx, Caller caller, Factor factor, boolean userVerified, Insertion insertion) {
        UUID transaction = caller.transactionId();
        Proof proof = new Proof(factor.kind().word(), factor.id(), factor.createdAt(), userVerified);
        Future<Void> first = transaction == null ? Future.succeededFuture() : signIns.lock(tx, transaction);
        return first.compose(done -> open(tx, caller, factor.kind())).compose(account -> (transaction == null
                        ? Future.<Void>succeededFuture()
                        : signIns.enrolled(tx, transaction, account, proof))
                .compose(current -> insertion.into(account))
                .compose(inserted -> changes.firstCodes(tx, account, factor.createdAt()))
                .compose(codes -> changes.settle(tx, account)
                        .compose(settled -> changes.announce(
                                tx, account, Notice.enrolled(factor, caller.origin()), event(caller, account, factor)))
                        .map(new Enrolled(factor, codes))));
    }

    private static AuditEvent event(Caller caller, Account account, Factor factor) {
        return AuditEvent.by(caller, account.organisationId(), "factor.enrol")
                .on("factor", factor.id(), factor.name())
                .with("kind", factor.kind().word())
                .with("in", caller.transactionId() == null ? "session" : "sign-in");
    }

    /** The account, locked, if it may set up one more of that kind now. */
    private Future<Account> open(SqlClient tx, Caller caller, FactorKind kind) {
        return changes.lock(tx, caller.accountId())
                .compose(account -> changes.hasUsable(tx, account).compose(hasFactor -> {
                    requireEarned(caller, hasFactor, clock.instant());
                    return changes.requireRoom(tx, account, kind).map(account);
                }));
    }

    /**
     * A password alone enrols nothing. A sign-in is let in here only after a mailed code, link or pass; a session needs a fresh
     * proof: of an authenticator where there is one, else of the mailbox.
     *
     * @param hasFactor one that is still allowed
     */
    static void requireEarned(Caller caller, boolean hasFactor, Instant now) {
        if (caller.transactionId() != null) {
            return;
        }
        if (hasFactor) {
            FactorService.requireFactorProof(caller, now);
        } else {
            caller.requireStepUp(StepUp.Action.ADD_FACTOR, now);
        }
    }

    private static @Nullable Void require(boolean done, ProblemType otherwise) {
        if (!done) {
            throw otherwise.problem();
        }
        return null;
    }
}
