package dev.gatehouse.login;

import dev.gatehouse.crypto.HashingPool;
import dev.gatehouse.crypto.HashingPool.Lane;
import dev.gatehouse.crypto.Password;
import dev.gatehouse.db.Db;
import dev.gatehouse.work.BoundedPool;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Compares passwords. A hash of an old system is replaced by one of ours when the password was right. */
final class PasswordCheck {

    private final Db db;
    private final PasswordStore store;
    private final HashingPool pool;

    PasswordCheck(Db db, PasswordStore store, HashingPool pool) {
        this.db = db;
        this.store = store;
        this.pool = pool;
    }

    /**
     * What came of a comparison.
     *
     * @param startedNanos {@link System#nanoTime()} when it began, after the time in the queue
     */
    record Checked(boolean right, long startedNanos) {}

    /**
     * Compares a password; an account without one costs the same.
     *
     * @return fails with {@code hashing-busy} before any hashing when the pool is full
     */
    Future<Checked> check(Lane lane, Optional<UUID> accountId, Optional<PasswordState> stored, String typed) {
        Password password = Password.of(typed);
        return busyToProblem(pool.compare(lane, password, stored.map(PasswordState::hash)))
                .compose(compared -> {
                    Checked checked = new Checked(
                            compared.verdict().matches(),
                            System.nanoTime() - compared.took().toNanos());
                    return compared.verdict().needsRehash()
                            ? rehash(
                                            lane,
                                            accountId.orElseThrow(),
                                            stored.orElseThrow().hash(),
                                            password)
                                    .map(checked)
                            : Future.succeededFuture(checked);
                });
    }

    /** The password of somebody who is signed in. */
    Future<Boolean> matches(UUID accountId, String typed) {
        return db.query(client -> store.find(client, accountId))
                .compose(stored -> check(Lane.KNOWN_DEVICE, Optional.of(accountId), stored, typed))
                .map(Checked::right);
    }

    /** The person is in either way; the next sign-in tries again if the pool was full just now. */
    private Future<Void> rehash(Lane lane, UUID accountId, String before, Password password) {
        return pool.hash(lane, password)
                .compose(after -> db.query(client -> store.rehash(client, accountId, before, after)))
                .otherwiseEmpty();
    }

    static <T> Future<T> busyToProblem(Future<T> hashing) {
        return hashing.recover(failure -> failure instanceof BoundedPool.Full full
                ? Future.failedFuture(
                        LoginProblems.HASHING_BUSY.problem().retryAfter(Duration.ofSeconds(full.retryAfterSeconds())))
                : Future.failedFuture(failure));
    }
}
