package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** "This was not me": somebody else was in the account. */
final class DisownService {

    private final Db db;
    private final SessionStore sessions;
    private final AccountDirectory accounts;
    private final PolicyDirectory policies;
    private final Undoing undoing;
    private final Clock clock;

    DisownService(
            Db db,
            SessionStore sessions,
            AccountDirectory accounts,
            PolicyDirectory policies,
            Undoing undoing,
            Clock clock) {
        this.db = db;
        this.sessions = sessions;
        this.accounts = accounts;
        this.policies = policies;
        this.undoing = undoing;
        this.clock = clock;
    }

    /**
     * Undoes what somebody else may have done since a sign-in. The proof must come from an authenticator that was there before
     * it, or a thief could throw the owner out.
     */
    Future<Undoing.Disowned> disown(Caller caller, UUID sessionId) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> accounts.lock(tx, caller.accountId())
                .map(found -> found.orElseThrow(HttpProblems.SIGN_IN_REQUIRED::problem))
                .compose(account -> since(tx, caller, account, sessionId)
                        .compose(since -> undoing.undo(tx, caller, account, since))));
    }

    /** When it began, if the caller's proof is older. */
    private Future<Instant> since(SqlClient tx, Caller caller, Account account, UUID sessionId) {
        return sessions.ofAccount(tx, account.id(), sessionId)
                .map(session -> session.orElseThrow(HttpProblems.NOT_FOUND::problem))
                .compose(disowned -> sessions.ofAccount(tx, account.id(), caller.session())
                        .compose(own -> policies.of(tx, account)
                                .map(policy -> provedBefore(
                                        own.orElseThrow(),
                                        disowned.createdAt(),
                                        !policy.usableFactors(account).isEmpty()))));
    }

    private static Instant provedBefore(Session own, Instant since, boolean hasFactor) {
        Instant factorAt = own.stepUpFactorAt();
        boolean byOlderFactor = factorAt == null ? !hasFactor : factorAt.isBefore(since);
        if (!byOlderFactor) {
            throw HttpProblems.STEP_UP_REQUIRED.problem(
                    "Use an authenticator that you had set up before the sign-in that was not yours.");
        }
        return since;
    }
}
