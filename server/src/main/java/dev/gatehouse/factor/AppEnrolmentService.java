package dev.gatehouse.factor;

import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets up authenticator apps, in a session after a step-up or in a sign-in that has earned it. */
final class AppEnrolmentService {

    private static final String ISSUER = "Gatehouse";

    /** A secret for an app, shown once. */
    record BegunTotp(UUID enrolmentId, String secret, String uri, Instant expiresAt) {}

    private final TotpStore apps = new TotpStore();
    private final SecureRandom random = new SecureRandom();
    private final Db db;
    private final Enrolments enrolments;
    private final TotpSecrets secrets;
    private final Clock clock;

    AppEnrolmentService(Db db, Enrolments enrolments, SecretBox box, Clock clock) {
        this.db = db;
        this.enrolments = enrolments;
        this.secrets = new TotpSecrets(box);
        this.clock = clock;
    }

    Future<BegunTotp> begin(Caller caller) {
        caller.require(Permission.ENROL);
        Instant now = clock.instant();
        UUID id = Ids.next();
        byte[] secret = Totp.newSecret(random);
        byte[] kept = secrets.seal(secret, caller.accountId(), id);
        Instant expiresAt = now.plus(Enrolments.LIFETIME);
        return db.transaction(tx -> enrolments.open(tx, caller, FactorKind.TOTP).compose(account -> apps.begin(
                        tx, id, account.id(), Bond.of(caller), kept, now, expiresAt)
                .map(stored -> new BegunTotp(
                        id,
                        TotpSecret.base32(secret),
                        TotpSecret.uri(Totp.STANDARD, ISSUER, account.label(), secret),
                        expiresAt))));
    }

    /** A wrong code leaves the set-up as it is. The right one is used up: it cannot sign in as well. */
    Future<Enrolments.Enrolled> confirm(Caller caller, UUID enrolmentId, String code, @Nullable String name) {
        caller.require(Permission.ENROL);
        Instant now = clock.instant();
        // The authenticator keeps the id of its set-up, for which the secret is sealed.
        Factor factor = Factor.enrolled(enrolmentId, FactorKind.TOTP, name, now);
        return db.transaction(tx -> enrolments.enrol(tx, caller, factor, false, account -> apps.lockBegun(
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
                .map(finished -> Enrolments.require(finished, FactorProblems.ENROLMENT_EXPIRED))));
    }
}
