package dev.gatehouse.factor;

import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.factor.WebAuthnStore.Challenge;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets up passkeys and security keys, in a session after a step-up or in a sign-in that has earned it. */
final class KeyEnrolmentService {

    private static final String REGISTER = "register-";
    private static final List<String> PURPOSES =
            List.of(REGISTER + FactorKind.PASSKEY.word(), REGISTER + FactorKind.SECURITY_KEY.word());

    /** A challenge for a new passkey or security key. */
    record BegunKey(UUID challengeId, JsonObject publicKey) {}

    private final WebAuthnStore keys = new WebAuthnStore();
    private final Tokens tokens = new Tokens();
    private final Db db;
    private final Enrolments enrolments;
    private final KeyOptions options;
    private final KeyChecks checks;
    private final Clock clock;

    KeyEnrolmentService(Db db, Enrolments enrolments, KeyOptions options, KeyChecks checks, Clock clock) {
        this.db = db;
        this.enrolments = enrolments;
        this.options = options;
        this.checks = checks;
        this.clock = clock;
    }

    Future<BegunKey> begin(Caller caller, FactorKind kind) {
        caller.require(Permission.ENROL);
        Instant now = clock.instant();
        UUID id = Ids.next();
        String challenge = tokens.next().secret();
        return db.transaction(tx -> enrolments.open(tx, caller, kind).compose(account -> keys.replaceChallenge(
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
    Future<Enrolments.Enrolled> confirm(Caller caller, UUID challengeId, JsonObject credential, @Nullable String name) {
        caller.require(Permission.ENROL);
        return db.query(client -> keys.takeChallenge(client, challengeId, PURPOSES, Bond.of(caller), clock.instant()))
                .map(found -> found.filter(challenge -> caller.accountId().equals(challenge.accountId()))
                        .orElseThrow(FactorProblems.ENROLMENT_EXPIRED::problem))
                .compose(challenge -> check(caller, challenge, credential, name));
    }

    private Future<Enrolments.Enrolled> check(
            Caller caller, Challenge challenge, JsonObject credential, @Nullable String name) {
        FactorKind kind = FactorKind.of(challenge.purpose().substring(REGISTER.length()));
        return checks.register(credential, challenge.challenge(), kind)
                .map(found -> found.orElseThrow(FactorProblems.KEY_REFUSED::problem))
                .compose(key -> {
                    Factor factor = Factor.enrolled(Ids.next(), kind, name, clock.instant());
                    return db.transaction(
                            tx -> enrolments.enrol(tx, caller, factor, key.userVerified(), account -> keys.insert(
                                            tx, account.id(), factor, key)
                                    .map(inserted ->
                                            Enrolments.require(inserted, FactorProblems.KEY_ALREADY_ENROLLED))));
                });
    }
}
