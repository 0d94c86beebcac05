package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import java.time.Clock;

/** The change of the own password in a session. */
final class OwnPasswordService {

    private final Db db;
    private final PasswordCheck check;
    private final Budgets budgets;
    private final NewPasswords passwords;
    private final PasswordChanges changes;
    private final Clock clock;

    OwnPasswordService(
            Db db, PasswordCheck check, Budgets budgets, NewPasswords passwords, PasswordChanges changes, Clock clock) {
        this.db = db;
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
                .compose(hash -> db.transaction(tx -> changes.inSession(tx, account, hash, caller)));
    }
}
