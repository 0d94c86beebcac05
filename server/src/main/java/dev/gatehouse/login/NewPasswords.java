package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.HashingPool;
import dev.gatehouse.crypto.HashingPool.Lane;
import dev.gatehouse.crypto.Password;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Problem;
import dev.gatehouse.policy.EffectivePolicy;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/** Holds a new password against the rules, the policy and the passwords before it, and hashes it. */
final class NewPasswords {

    private final Db db;
    private final PasswordStore store;
    private final PolicyDirectory policies;
    private final HashingPool pool;
    private final Budgets budgets;
    private final PasswordRules rules;

    NewPasswords(
            Db db,
            PasswordStore store,
            PolicyDirectory policies,
            HashingPool pool,
            Budgets budgets,
            PasswordRules rules) {
        this.db = db;
        this.store = store;
        this.policies = policies;
        this.pool = pool;
        this.budgets = budgets;
        this.rules = rules;
    }

    /**
     * The hash of a password that may be the account's next one.
     *
     * @return fails with {@code password-refused} naming every rule that it breaks, or {@code slow-down}
     */
    Future<String> choose(Account account, String typed) {
        return db.query(client -> policies.of(client, account)).compose(policy -> choose(account, policy, typed));
    }

    private Future<String> choose(Account account, EffectivePolicy policy, String typed) {
        Password password = Password.of(typed);
        List<PasswordViolation> violations = rules.check(password, policy.passwordMinLength(), context(account));
        if (!violations.isEmpty()) {
            Problem problem = LoginProblems.PASSWORD_REFUSED.problem();
            violations.forEach(
                    violation -> problem.with("/newPassword", violation.rule().slug(), violation.message()));
            return Future.failedFuture(problem);
        }
        return budgets.take(Budget.newPasswords(account.id()))
                .compose(taken -> db.query(client -> store.recent(client, account.id(), policy.passwordHistory())))
                .compose(former -> PasswordCheck.busyToProblem(
                        // The password that holds now is refused too, even where the policy keeps no history.
                        pool.hashUnlessUsed(Lane.UNKNOWN, password, former)))
                .compose(
                        hash -> hash.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(reused(policy))));
    }

    private static Problem reused(EffectivePolicy policy) {
        String message = policy.passwordHistory() == 0
                ? "This is your password already. Choose another."
                : "You have used this password before. Choose another.";
        return LoginProblems.PASSWORD_REFUSED.problem().with("/newPassword", "reused", message);
    }

    private static PasswordContext context(Account account) {
        return PasswordContext.of(
                Stream.concat(
                                account.addresses().stream().map(Account.Address::address),
                                Stream.ofNullable(account.recoveryAddress()))
                        .toList(),
                List.of(account.name(), account.organisation()));
    }
}
