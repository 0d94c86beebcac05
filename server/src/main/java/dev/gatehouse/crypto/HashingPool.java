package dev.gatehouse.crypto;

import dev.gatehouse.crypto.PasswordHasher.Verdict;
import dev.gatehouse.work.BoundedPool;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Where passwords are hashed: a few threads of their own, so that a storm of sign-ins slows nothing else. Work that
 * would not start within the deadline is refused with {@link BoundedPool.Full} before any hashing.
 */
public final class HashingPool implements AutoCloseable {
    private final PasswordHasher hasher;
    private final BoundedPool<Lane> pool;

    public HashingPool(PasswordHasher hasher, Settings settings) {
        this.hasher = hasher;
        this.pool = new BoundedPool<>(
                new BoundedPool.Settings("hashing", settings.threads(), settings.queueLimit(), settings.deadline()),
                Lane.class);
    }

    /** Compares a password with a stored hash. */
    public Future<Verdict> verify(Lane lane, Password password, String encoded) {
        return submit(lane, () -> hasher.verify(password, encoded));
    }

    /** Does the same work for an account that does not exist; never matches. */
    public Future<Verdict> verifyUnknownUser(Lane lane, Password password) {
        return submit(lane, () -> hasher.verifyUnknownUser(password));
    }

    /**
     * Compares a password with a stored hash, or does the same work for an account that does not exist.
     *
     * @param encoded empty when there is no such account
     */
    public Future<Compared> compare(Lane lane, Password password, Optional<String> encoded) {
        return submit(lane, () -> {
            long start = System.nanoTime();
            Verdict verdict = encoded.map(stored -> hasher.verify(password, stored))
                    .orElseGet(() -> hasher.verifyUnknownUser(password));
            return new Compared(verdict, Duration.ofNanos(System.nanoTime() - start));
        });
    }

    /**
     * What came of a comparison.
     *
     * @param took how long it took, without the time in the queue
     */
    public record Compared(Verdict verdict, Duration took) {}

    /** A new hash for storing. */
    public Future<String> hash(Lane lane, Password password) {
        return submit(lane, () -> hasher.hash(password));
    }

    /**
     * A new hash for storing; empty when the password is that of one of these hashes. Each comparison is a task of its own: others
     * have their turn in between, and the pool's idea of how long a task takes stays right.
     */
    public Future<Optional<String>> hashUnlessUsed(Lane lane, Password password, List<String> former) {
        Future<Boolean> used = Future.succeededFuture(false);
        for (String hash : former) {
            used = used.compose(found -> found
                    ? Future.succeededFuture(true)
                    : verify(lane, password, hash).map(Verdict::matches));
        }
        return used.compose(found -> found
                ? Future.succeededFuture(Optional.empty())
                : hash(lane, password).map(Optional::of));
    }

    /** What the hashes begin with that are made now; others are of old systems or old settings. */
    public String form() {
        return hasher.form();
    }

    /** Runs any other hashing work, such as a comparison with the last passwords; completes on the caller's context. */
    public <T> Future<T> submit(Lane lane, Callable<T> work) {
        return pool.submit(lane, work);
    }

    /** The pool's numbers. */
    public BoundedPool<Lane> pool() {
        return pool;
    }

    /** Registers {@code gatehouse.pool.*} with {@code pool="hashing"}. */
    public void bindTo(MeterRegistry registry) {
        pool.bindTo(registry);
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Who is served first. */
    public enum Lane {
        /** A device that has signed in to this account before, or a session changing its password. */
        KNOWN_DEVICE,
        /** Everyone else; in a storm these wait. */
        UNKNOWN
    }

    /**
     * Size of the pool.
     *
     * @param threads at least 1
     * @param queueLimit waiting tasks in each lane
     * @param deadline longest wait in the queue
     */
    public record Settings(int threads, int queueLimit, Duration deadline) {}
}
