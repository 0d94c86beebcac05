package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Ids;
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
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Mints sessions and step-ups, after asking the gate: the only code that writes either. Whoever wants a session hands over a
 * transaction; whether it gets one is decided here, on the facts of this moment.
 */
final class Minter {

    private final Gate gate;
    private final SessionStore sessions;
    private final DeviceBook devices;
    private final Arrivals arrivals;
    private final Tokens tokens;
    private final Clock clock;

    Minter(Gate gate, SessionStore sessions, DeviceBook devices, Arrivals arrivals, Tokens tokens, Clock clock) {
        this.gate = gate;
        this.sessions = sessions;
        this.devices = devices;
        this.arrivals = arrivals;
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
        Decision decision = gate.decide(transaction, facts);
        if (!(decision instanceof Decision.Admit)) {
            return Future.succeededFuture(new Result(decision, List.of()));
        }
        Future<List<Cookie>> minted = transaction.purpose() == Purpose.STEP_UP
                ? stepUp(tx, transaction, facts)
                : signIn(tx, transaction, facts, device, remember);
        return minted.map(cookies -> new Result(decision, cookies));
    }

    private Future<List<Cookie>> stepUp(SqlClient tx, Transaction transaction, Gate.Facts facts) {
        StepUp.Action action = transaction.action();
        if (action == null || transaction.sessionId() == null) {
            throw new IllegalStateException("a step-up without a session");
        }
        Set<StepUp.Action> earned = gate.earned(facts, action);
        Token token = tokens.next();
        @Nullable Instant factorAt = facts.counted().factorEnrolledAt().orElse(null);
        return sessions.stepUp(tx, transaction.sessionId(), token, earned, factorAt, facts.evidence(), clock.instant())
                .compose(alive -> alive
                        ? arrivals.steppedUp(tx, facts.account(), transaction)
                        : Future.failedFuture(LoginProblems.NO_LOGIN.problem()))
                .map(done -> List.of(Cookies.SESSION.set(token)));
    }

    private Future<List<Cookie>> signIn(
            SqlClient tx, Transaction transaction, Gate.Facts facts, Optional<Device> device, boolean remember) {
        Account account = facts.account();
        Instant now = clock.instant();
        Token token = tokens.next();
        Instant trust = remember ? trustUntil(facts, now) : null;
        return devices.signedIn(tx, account, transaction.origin(), device, trust, now)
                .compose(noted -> {
                    Session session = session(transaction, facts.policy(), noted.id(), now);
                    return sessions.insert(tx, session, token)
                            .compose(done -> arrivals.signedIn(tx, account, transaction, session, now))
                            .map(done -> Stream.concat(Stream.of(Cookies.SESSION.set(token)), noted.cookies().stream())
                                    .toList());
                });
    }

    /** Trust follows from a proof just made, never from trust. */
    private static @Nullable Instant trustUntil(Gate.Facts facts, Instant now) {
        int days = facts.policy().trustedDeviceDays();
        boolean proved = facts.counted().hasRealFactor() || facts.evidence().hasAny(EvidenceKind.MAIL_CODE);
        return days > 0 && proved ? now.plus(Duration.ofDays(days)) : null;
    }

    private static Session session(Transaction transaction, EffectivePolicy policy, UUID deviceId, Instant now) {
        return new Session(
                Ids.next(),
                transaction.accountId(),
                deviceId,
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
}
