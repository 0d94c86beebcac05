package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.EffectivePolicy;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mints sessions and step-ups, after asking the gate: the only code that writes either. Whoever wants a session hands over a
 * transaction; whether it gets one is decided here, on the facts of this moment.
 */
final class Minter {

    private final Gate gate;
    private final SessionStore sessions;
    private final DeviceStore devices;
    private final SignInStore signIns;
    private final AccountDirectory accounts;
    private final AuditService audit;
    private final Notices notices;
    private final LoginMetrics metrics;
    private final Tokens tokens;
    private final Clock clock;

    Minter(
            Gate gate,
            SessionStore sessions,
            DeviceStore devices,
            SignInStore signIns,
            AccountDirectory accounts,
            AuditService audit,
            Notices notices,
            LoginMetrics metrics,
            Tokens tokens,
            Clock clock) {
        this.gate = gate;
        this.sessions = sessions;
        this.devices = devices;
        this.signIns = signIns;
        this.accounts = accounts;
        this.audit = audit;
        this.notices = notices;
        this.metrics = metrics;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What the gate said, and the cookies of the session if it admitted. */
    record Result(Decision decision, List<Cookie> cookies) {}

    /**
     * Asks the gate and mints if it admits.
     *
     * @param device the known device that the browser holds, if any
     * @param remember trust this device from now on, as far as the policy allows
     */
    Future<Result> mint(
            SqlClient tx, Transaction transaction, Gate.Facts facts, Optional<Device> device, boolean remember) {
        Decision decision = decide(transaction, facts);
        if (!(decision instanceof Decision.Admit)) {
            return Future.succeededFuture(new Result(decision, List.of()));
        }
        Future<List<Cookie>> minted = transaction.purpose() == Purpose.STEP_UP
                ? stepUp(tx, transaction, facts)
                : signIn(tx, transaction, facts, device, remember);
        return minted.map(cookies -> new Result(decision, cookies));
    }

    private Decision decide(Transaction transaction, Gate.Facts facts) {
        return transaction.action() == null ? gate.signIn(facts) : gate.stepUp(facts, transaction.action());
    }

    private Future<List<Cookie>> stepUp(SqlClient tx, Transaction transaction, Gate.Facts facts) {
        StepUp.Action action = transaction.action();
        if (action == null || transaction.sessionId() == null) {
            throw new IllegalStateException("a step-up without a session");
        }
        Set<StepUp.Action> earned = gate.earned(facts, action);
        Token token = tokens.next();
        @Nullable Instant factorAt = facts.evidence().factorEnrolledAt().orElse(null);
        return sessions.stepUp(tx, transaction.sessionId(), token, earned, factorAt, clock.instant())
                .compose(alive -> alive
                        ? audit.record(tx, event(facts.account(), transaction, "login.step-up"))
                        : Future.failedFuture(LoginProblems.NO_LOGIN.problem()))
                .map(done -> List.of(Cookies.SESSION.set(token)));
    }

    private Future<List<Cookie>> signIn(
            SqlClient tx, Transaction transaction, Gate.Facts facts, Optional<Device> device, boolean remember) {
        Account account = facts.account();
        Origin origin = transaction.origin();
        Instant now = clock.instant();
        Instant trust = remember ? trustUntil(facts, now) : null;
        Token deviceToken = tokens.next();
        Device current = device.orElseGet(() -> new Device(
                Ids.next(),
                account.id(),
                origin.client(),
                origin.network(),
                now,
                now,
                trust,
                account.credentialVersion()));
        Token token = tokens.next();
        Session session = session(transaction, facts.policy(), current, now);
        Future<Void> noted = device.isPresent()
                ? devices.seen(
                        tx, current.id(), origin.client(), origin.network(), trust, account.credentialVersion(), now)
                : devices.insert(tx, current, deviceToken).compose(done -> newDevice(tx, account, origin));
        return noted.compose(done -> sessions.insert(tx, session, token))
                .compose(done -> signIns.finished(tx, account, facts.evidence(), now))
                .compose(done -> accounts.signedIn(tx, account.id(), now))
                .compose(done -> audit.record(
                        tx, event(account, transaction, "login.sign-in").on("session", session.id(), origin.client())))
                .map(done -> {
                    metrics.signedIn(facts.evidence());
                    Cookie cookie = Cookies.SESSION.set(token);
                    return device.isPresent() ? List.of(cookie) : List.of(cookie, Cookies.DEVICE.set(deviceToken));
                });
    }

    /** A first sign-in ever is no news to its owner; one on a further device is. */
    private Future<Void> newDevice(SqlClient tx, Account account, Origin origin) {
        return account.lastSignInAt() == null ? Future.succeededFuture() : notices.newDevice(tx, account, origin);
    }

    /** Trust follows from a proof just made, never from trust. */
    private static @Nullable Instant trustUntil(Gate.Facts facts, Instant now) {
        int days = facts.policy().trustedDeviceDays();
        boolean proved = facts.evidence().hasRealFactor() || facts.evidence().hasAny(EvidenceKind.MAIL_CODE);
        return days > 0 && proved ? now.plus(Duration.ofDays(days)) : null;
    }

    private static Session session(Transaction transaction, EffectivePolicy policy, Device device, Instant now) {
        return new Session(
                Ids.next(),
                transaction.accountId(),
                device.id(),
                transaction.evidence(),
                transaction.origin().client(),
                transaction.origin().network(),
                now,
                now,
                policy.sessionIdle(),
                now.plus(policy.sessionAbsolute()),
                null,
                Set.of(),
                null);
    }

    private static AuditEvent event(Account account, Transaction transaction, String action) {
        return AuditEvent.by(account.id(), account.name(), account.organisationId(), transaction.origin(), action)
                .with("evidence", String.join(" ", transaction.evidence().words()));
    }
}
