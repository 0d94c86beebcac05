package dev.gatehouse.login;

import dev.gatehouse.db.Db;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Slows guessing down without ever locking anybody out. Tries are taken before they are made, in a statement of their own, so
 * that a hundred at once count as a hundred; without the database nothing is tried at all.
 */
final class Budgets {

    private final Db db;
    private final BudgetStore store;
    private final Clock clock;

    Budgets(Db db, BudgetStore store, Clock clock) {
        this.db = db;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Everything that a try at a password counts against. What somebody can see of it depends on what was typed and from where,
     * never on whether there is such an account.
     *
     * @param accountId whose address it is, or null; failures there never make anybody wait
     */
    record PasswordTry(
            TypedAddress address,
            @Nullable UUID accountId,
            String network,
            @Nullable UUID knownDevice) {

        Budget own() {
            return Budget.password(address, network, knownDevice);
        }

        /** What failures count against. Those of a known device are its own affair. */
        List<Budget> failures() {
            if (knownDevice != null) {
                return List.of();
            }
            List<Budget> budgets = new ArrayList<>(suspicious());
            budgets.add(Budget.network(network));
            if (accountId != null) {
                budgets.add(Budget.account(accountId));
            }
            return budgets;
        }

        /** What anybody can spend: then more than the password is asked for, but nobody waits. */
        List<Budget> suspicious() {
            return List.of(Budget.everybody(), Budget.domain(address));
        }
    }

    /** Takes a try at a password; fails with {@code slow-down}. Only failures from the own network and the own tries hold it up. */
    Future<Void> takePassword(PasswordTry attempt) {
        if (attempt.knownDevice() != null) {
            return take(attempt.own());
        }
        Instant now = clock.instant();
        List<String> network = List.of(Budget.network(attempt.network()).key());
        return db.query(client -> store.closedUntil(client, network, now))
                .compose(until -> until.isPresent()
                        ? Future.failedFuture(slowDown(Duration.between(now, until.get())))
                        : take(attempt.own()));
    }

    /** A password was wrong. */
    Future<Void> passwordFailed(PasswordTry attempt) {
        Instant now = clock.instant();
        Future<Void> done = Future.succeededFuture();
        for (Budget budget : attempt.failures()) {
            done = done.compose(nothing -> db.query(client -> store.charge(client, budget, now)));
        }
        return done;
    }

    /** A password was right: this account on this network starts afresh. */
    Future<Void> passwordRight(SqlClient tx, PasswordTry attempt) {
        return store.forget(tx, attempt.own().key());
    }

    /**
     * Whether so much is being guessed that a right password says little.
     *
     * @param mailbox whether the owner can receive a code. Whoever cannot is not kept out by what happens to others: without one,
     *     only guesses at this very account count
     */
    Future<Boolean> underAttack(PasswordTry attempt, UUID accountId, boolean mailbox) {
        if (attempt.knownDevice() != null) {
            return Future.succeededFuture(false);
        }
        List<Budget> asked = new ArrayList<>(mailbox ? attempt.suspicious() : List.of());
        asked.add(Budget.account(accountId));
        return db.query(client -> store.anySpent(client, asked, clock.instant()));
    }

    /** Takes one try; fails with {@code slow-down}. */
    Future<Void> take(Budget budget) {
        Instant now = clock.instant();
        return db.query(client -> store.take(client, budget, now)).compose(taken -> {
            if (taken) {
                return Future.succeededFuture();
            }
            return db.query(client -> store.closedUntil(client, List.of(budget.key()), now))
                    .compose(until -> Future.failedFuture(slowDown(
                            until.map(time -> Duration.between(now, time)).orElse(Duration.ofSeconds(1)))));
        });
    }

    /** Takes one try if it is open; says whether it was. */
    Future<Boolean> tryTake(Budget budget) {
        return db.query(client -> store.take(client, budget, clock.instant()));
    }

    Future<Void> forget(Budget budget) {
        return db.query(client -> store.forget(client, budget.key()));
    }

    private static Problem slowDown(Duration wait) {
        return LoginProblems.SLOW_DOWN.problem().retryAfter(wait);
    }
}
