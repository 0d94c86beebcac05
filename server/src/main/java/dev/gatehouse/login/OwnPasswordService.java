package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;

/** The change of the own password in a session. */
final class OwnPasswordService {

    private final Db db;
    private final AccountDirectory accounts;
    private final SessionStore sessions;
    private final PasswordCheck check;
    private final Budgets budgets;
    private final NewPasswords passwords;
    private final PasswordChanges changes;
    private final Clock clock;

    OwnPasswordService(
            Db db,
            AccountDirectory accounts,
            SessionStore sessions,
            PasswordCheck check,
            Budgets budgets,
            NewPasswords passwords,
            PasswordChanges changes,
            Clock clock) {
        this.db = db;
        this.accounts = accounts;
        this.sessions = sessions;
        this.check = check;
        this.budgets = budgets;
        this.passwords = passwords;
        this.changes = changes;
        this.clock = clock;
    }

    /** Changes it; other sessions end, and links that were out stop working. */
    Future<Void> change(Caller caller, Account account, String current, String typed) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        Budget budget = Budget.factor(account.id(), "password", null);
        return budgets.take(budget)
                .compose(taken -> check.matches(account.id(), current))
                .compose(matches ->
                        matches ? budgets.forget(budget) : Future.failedFuture(LoginProblems.WRONG_PASSWORD.problem()))
                .compose(done -> passwords.choose(account, typed))
                .compose(hash -> db.transaction(tx -> requireUnchanged(tx, caller, account)
                        .compose(same -> changes.inSession(tx, account, hash, caller))));
    }

    /**
     * Hashing takes a while. Whoever has been shut out meanwhile, by a reset or by the owner's other session, must not set the
     * password after all.
     */
    private Future<Void> requireUnchanged(SqlClient tx, Caller caller, Account before) {
        return accounts.lock(tx, before.id())
                .compose(found -> sessions.lockLive(tx, caller.session()).map(live -> {
                    if (!live) {
                        throw HttpProblems.SIGN_IN_REQUIRED.problem();
                    }
                    if (found.isEmpty() || found.get().credentialVersion() != before.credentialVersion()) {
                        throw HttpProblems.CONFLICT.problem("The password or an authenticator has changed meanwhile.");
                    }
                    return null;
                }));
    }
}
