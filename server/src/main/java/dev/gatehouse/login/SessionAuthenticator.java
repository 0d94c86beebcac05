package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountRecall;
import dev.gatehouse.account.Role;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Access;
import dev.gatehouse.http.Authenticator;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Request;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.PolicyRecall;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Knows a caller by the session, or, for enrolment alone, by a sign-in that the gate has sent there. */
final class SessionAuthenticator implements Authenticator {

    private static final Duration TOUCH_AFTER = Duration.ofMinutes(1);

    private final Db db;
    private final SessionStore sessions;
    private final SessionEnder ender;
    private final AccountRecall accounts;
    private final PolicyRecall policies;
    private final Progress progress;
    private final Clock clock;

    SessionAuthenticator(
            Db db,
            SessionStore sessions,
            SessionEnder ender,
            AccountRecall accounts,
            PolicyRecall policies,
            Progress progress,
            Clock clock) {
        this.db = db;
        this.sessions = sessions;
        this.ender = ender;
        this.accounts = accounts;
        this.policies = policies;
        this.progress = progress;
        this.clock = clock;
    }

    /** A live session, its owner, and the step-up that counts. */
    record SignedIn(Session session, Account account, Optional<StepUp> stepUp) {}

    @Override
    public Future<Caller> authenticate(Request request, Access access) {
        Browser browser = Browser.of(request);
        return signedIn(browser).compose(found -> {
            if (found.isPresent()) {
                return Future.succeededFuture(caller(found.get(), request.origin()));
            }
            return access.permission() == Permission.ENROL
                    ? enrolling(browser)
                    : Future.failedFuture(HttpProblems.SIGN_IN_REQUIRED.problem());
        });
    }

    /** The session of this browser, if it is live and its owner may still be here. */
    Future<Optional<SignedIn>> signedIn(Browser browser) {
        if (browser.session().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return db.query(client -> sessions.find(client, browser.session().get(), clock.instant())
                .compose(found -> found.map(session -> signedIn(client, session, browser))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty()))));
    }

    private Future<Optional<SignedIn>> signedIn(SqlClient client, Session session, Browser browser) {
        return accounts.find(session.accountId()).compose(account -> account.filter(Account::admitted)
                .map(admitted -> use(client, session, admitted, browser).compose(live -> live.map(used ->
                                stepUp(used, admitted).map(stepUp -> Optional.of(new SignedIn(used, admitted, stepUp))))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty()))))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    /**
     * Once a minute its use is written down, and it is held against the limits that the policy sets now: those of the day it began
     * would let it outlive a policy that has been tightened since.
     */
    private Future<Optional<Session>> use(SqlClient client, Session session, Account account, Browser browser) {
        Instant now = clock.instant();
        if (!session.lastSeenAt().plus(TOUCH_AFTER).isBefore(now)) {
            return Future.succeededFuture(Optional.of(session));
        }
        return policies.of(account).compose(policy -> {
            Session limited = session.within(policy.sessionIdle(), policy.sessionAbsolute());
            return limited.live(now)
                    ? sessions.touch(client, limited, browser.origin().network(), now)
                            .map(Optional.of(limited))
                    : ender.end(client, account.id(), session.id(), "limits of the policy")
                            .map(Optional.empty());
        });
    }

    static Caller caller(SignedIn signedIn, Origin origin) {
        Account account = signedIn.account();
        Session session = signedIn.session();
        return new Caller(
                account.id(),
                account.name(),
                account.organisationId(),
                Role.permissions(account.roles()),
                session.id(),
                null,
                signedIn.stepUp().orElse(null),
                origin);
    }

    /** A proof by password counts only as long as there is no authenticator: whoever set one up meanwhile is asked for it. */
    private Future<Optional<StepUp>> stepUp(Session session, Account account) {
        Optional<StepUp> stepUp = Optional.ofNullable(session.stepUp());
        boolean byPassword = !session.stepUpActions().contains(StepUp.Action.ADD_FACTOR);
        return stepUp.isPresent() && byPassword && account.hasFactor()
                ? policies.of(account)
                        .map(policy -> stepUp.filter(
                                proof -> policy.usableFactors(account).isEmpty()))
                : Future.succeededFuture(stepUp);
    }

    private Future<Caller> enrolling(Browser browser) {
        return progress.current(browser)
                .compose(transaction -> progress.look(transaction).map(state -> {
                    if (!(state.decision() instanceof Decision.Enrol)) {
                        throw HttpProblems.SIGN_IN_REQUIRED.problem();
                    }
                    Account account = state.account();
                    return new Caller(
                            account.id(),
                            account.name(),
                            account.organisationId(),
                            Set.of(Permission.ENROL),
                            null,
                            transaction.id(),
                            null,
                            browser.origin());
                }))
                .recover(failure -> Future.failedFuture(
                        LoginProblems.over(failure) ? HttpProblems.SIGN_IN_REQUIRED.problem() : failure));
    }
}
