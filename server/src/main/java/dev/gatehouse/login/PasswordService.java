package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.HashingPool;
import dev.gatehouse.crypto.HashingPool.Lane;
import dev.gatehouse.crypto.InvalidPasswordHash;
import dev.gatehouse.crypto.Password;
import dev.gatehouse.crypto.PasswordHash;
import dev.gatehouse.crypto.PasswordHasher;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Problem;
import dev.gatehouse.policy.EffectivePolicy;
import dev.gatehouse.work.BoundedPool;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Passwords: comparing, choosing, replacing the hashes of old systems. */
final class PasswordService {

    // No policy can ask for more.
    private static final int LONGEST_HISTORY = 24;

    private final Db db;
    private final PasswordStore store;
    private final HashingPool pool;
    private final PasswordHasher hasher;
    private final PasswordRules rules;
    private final Budgets budgets;
    private final Clock clock;

    PasswordService(
            Db db,
            PasswordStore store,
            HashingPool pool,
            PasswordHasher hasher,
            PasswordRules rules,
            Budgets budgets,
            Clock clock) {
        this.db = db;
        this.store = store;
        this.pool = pool;
        this.hasher = hasher;
        this.rules = rules;
        this.budgets = budgets;
        this.clock = clock;
    }

    Future<Optional<PasswordState>> find(SqlClient client, UUID accountId) {
        return store.find(client, accountId);
    }

    /**
     * Compares a password; an account without one costs the same. A hash that is not up to date is replaced.
     *
     * @return fails with {@code hashing-busy} before any hashing when the pool is full
     */
    Future<Boolean> matches(Lane lane, Optional<UUID> accountId, Optional<PasswordState> stored, String typed) {
        Password password = Password.of(typed);
        if (accountId.isEmpty() || stored.isEmpty()) {
            return busyToProblem(pool.verifyUnknownUser(lane, password)).map(verdict -> false);
        }
        String hash = stored.get().hash();
        return busyToProblem(pool.verify(lane, password, hash)).compose(verdict -> {
            if (!verdict.needsRehash()) {
                return Future.succeededFuture(verdict.matches());
            }
            // The person is in either way; the next sign-in tries again if the pool was full just now.
            return pool.hash(lane, password)
                    .compose(better -> db.query(client -> store.rehash(client, accountId.get(), hash, better)))
                    .map(true)
                    .otherwise(true);
        });
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
                .compose(former -> busyToProblem(
                        pool.submit(Lane.UNKNOWN, () -> unlessReused(password, former, policy.passwordHistory()))))
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

    private Optional<String> unlessReused(Password password, List<String> former, int history) {
        // The password that holds now is refused too, even where the policy keeps no history.
        boolean reused = former.stream().limit(1L + history).anyMatch(hash -> hasher.verify(password, hash)
                .matches());
        return reused ? Optional.empty() : Optional.of(hasher.hash(password));
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

    private static <T> Future<T> busyToProblem(Future<T> hashing) {
        return hashing.recover(failure -> failure instanceof BoundedPool.Full full
                ? Future.failedFuture(
                        LoginProblems.HASHING_BUSY.problem().retryAfter(Duration.ofSeconds(full.retryAfterSeconds())))
                : Future.failedFuture(failure));
    }
}
