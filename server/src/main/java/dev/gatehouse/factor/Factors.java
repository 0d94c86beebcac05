package dev.gatehouse.factor;

import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.Letters;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Operations;
import dev.gatehouse.mail.MailBudgets;
import dev.gatehouse.mail.MailService;
import dev.gatehouse.policy.PolicyDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;

/** The front door of this feature: built once, it binds the operations and gives the sign-in what it needs of factors. */
public final class Factors implements AutoCloseable {

    private final KeyChecks checks;
    private final Parts parts;
    private final FactorVerifier verifier;
    private final FactorService service;
    private final FactorRoutes routes;
    private final FactorSweep sweep;

    /**
     * What authenticators are built on.
     *
     * @param publicUrl the only origin for which passkeys and security keys work
     * @param secrets seals TOTP secrets and the hashes of short codes
     * @param challengeKey the same on every server: makes the challenges of sign-ins without a name
     * @param signIns told of enrolments in the middle of a sign-in, and of resets
     */
    public record Parts(
            Db db,
            Clock clock,
            URI publicUrl,
            SecretBox secrets,
            SecretKey challengeKey,
            AuditService audit,
            MailService mail,
            Letters letters,
            AccountDirectory accounts,
            PolicyDirectory policies,
            SignIns signIns) {}

    public Factors(Parts parts) {
        this.parts = parts;
        Db db = parts.db();
        Clock clock = parts.clock();
        KeyOptions options = new KeyOptions(parts.publicUrl());
        this.checks = new KeyChecks(parts.publicUrl());
        FactorNotices notices = new FactorNotices(parts.letters(), clock);
        FactorChanges changes =
                new FactorChanges(parts.accounts(), parts.policies(), new MailBudgets(clock), notices, parts.audit());

        this.verifier = new FactorVerifier(
                parts.secrets(),
                new MailCodes(parts.mail(), parts.secrets(), clock),
                new Assertions(
                        db,
                        new OpenChallenges(parts.challengeKey(), clock),
                        options,
                        checks,
                        new CopyAlarm(parts.accounts(), notices, parts.audit()),
                        clock),
                clock);
        Enrolments enrolments = new Enrolments(changes, parts.signIns(), clock);
        this.service = new FactorService(db, changes, clock);
        this.routes = new FactorRoutes(
                service,
                new AppEnrolmentService(db, enrolments, parts.secrets(), clock),
                new KeyEnrolmentService(db, enrolments, options, checks, clock),
                new FactorAdminService(db, changes, parts.signIns(), parts.secrets(), clock));
        this.sweep = new FactorSweep(db, clock);
    }

    public FactorVerifier verifier() {
        return verifier;
    }

    public FactorService service() {
        return service;
    }

    /**
     * Gives an account an authenticator app without its owner, for a demonstration that prints the secret.
     *
     * @return the secret in Base32
     */
    public Future<String> enrolKnown(SqlClient tx, UUID accountId, String name) {
        Instant now = parts.clock().instant();
        byte[] secret = Totp.newSecret(new SecureRandom());
        Factor factor = new Factor(Ids.next(), FactorKind.TOTP, name, now, null);
        byte[] sealed = new TotpSecrets(parts.secrets()).seal(secret, accountId, factor.id());
        return new TotpStore()
                .insert(tx, accountId, factor, sealed)
                .compose(done -> parts.accounts().factorsChanged(tx, accountId, Set.of(FactorKind.TOTP.word())))
                .map(TotpSecret.base32(secret));
    }

    public void bind(Operations api) {
        routes.bind(api);
    }

    /** Registers {@code gatehouse.pool.*} with {@code pool="webauthn"}. */
    public void bindTo(MeterRegistry registry) {
        checks.bindTo(registry);
    }

    /** Clears away what has expired. */
    public Future<Void> sweep() {
        return sweep.run();
    }

    /** Stops the thread that checks passkeys and security keys. */
    @Override
    public void close() {
        checks.close();
    }
}
