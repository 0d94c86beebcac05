package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.HashingPool;
import dev.gatehouse.crypto.HashingPool.Lane;
import dev.gatehouse.crypto.InvalidPasswordHash;
import dev.gatehouse.crypto.Password;
import dev.gatehouse.crypto.PasswordHash;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Problem;
import dev.gatehouse.policy.EffectivePolicy;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** New passwords: the rules they are held against, and where they are kept. */
final class PasswordService {

    // No policy can ask for more.
    private static final int LONGEST_HISTORY = 24;

    private final Db db;
    private final PasswordStore store;
    private final HashingPool pool;
    private final PasswordRules rules;
    private final Budgets budgets;
    private final Clock clock;

    PasswordService(Db db, PasswordStore store, HashingPool pool, PasswordRules rules, Budgets budgets, Clock clock) {
        this.db = db;
        this.store = store;
        this.pool = pool;
        this.rules = rules;
        this.budgets = budgets;
        this.clock = clock;
    }

    Future<Optional<PasswordState>> find(SqlClient client, UUID accountId) {
        return store.find(client, accountId);
    }

    /**
     * Holds a new password against rules and history, and hashes it.
     *
     * @return fails with {@code password-refused} naming every rule that it breaks, or {@code slow-down}
     */
    Future<String> choose(Account account, EffectivePolicy policy, String typed) {
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

    /** Stores what {@link #choose} has let through. */
    Future<Void> set(SqlClient tx, UUID accountId, String hash) {
        return store.set(tx, accountId, hash, clock.instant())
                .compose(done -> store.trimHistory(tx, accountId, LONGEST_HISTORY));
    }

    Future<Void> mustChange(SqlClient tx, UUID accountId) {
        return store.mustChange(tx, accountId);
    }

    /** Why an encoded hash of an old system cannot be taken; empty when it can. */
    Optional<String> refuseHash(String encoded) {
        try {
            PasswordHash.parse(encoded);
            return Optional.empty();
        } catch (InvalidPasswordHash e) {
            return Optional.of(e.reason());
        }
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
