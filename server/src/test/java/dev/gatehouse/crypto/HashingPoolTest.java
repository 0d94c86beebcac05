package dev.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.crypto.HashingPool.Lane;
import dev.gatehouse.crypto.PasswordHasher.Verdict;
import dev.gatehouse.work.BoundedPool;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HashingPoolTest {
    private static final Password PASSWORD = Password.of("correct horse");

    private final AtomicInteger hashed = new AtomicInteger();
    private final BouncyCastleArgon2 bouncyCastle = new BouncyCastleArgon2();
    private final HashingPool pool = new HashingPool(
            new PasswordHasher(
                    (type, password, salt, parameters) -> {
                        hashed.incrementAndGet();
                        return bouncyCastle.hash(type, password, salt, parameters);
                    },
                    new Argon2Parameters(64, 1, 1, 32)),
            new HashingPool.Settings(1, 1, Duration.ofSeconds(10)));

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void hashShouldVerifyOnThePool() throws Exception {
        String encoded = await(pool.hash(Lane.KNOWN_DEVICE, PASSWORD));

        assertThat(await(pool.verify(Lane.UNKNOWN, PASSWORD, encoded))).isEqualTo(new Verdict(true, false));
        assertThat(await(pool.verifyUnknownUser(Lane.UNKNOWN, PASSWORD))).isEqualTo(new Verdict(false, false));
        assertThat(await(pool.submit(Lane.UNKNOWN, () -> Thread.currentThread().getName())))
                .isEqualTo("hashing-0");
        assertThat(pool.pool().done()).isEqualTo(4);
    }

    @Test
    void eachComparisonWithAFormerPasswordShouldBeATaskOfItsOwn() throws Exception {
        String used = await(pool.hash(Lane.UNKNOWN, PASSWORD));
        String other = await(pool.hash(Lane.UNKNOWN, Password.of("another one")));
        long before = pool.pool().done();

        assertThat(await(pool.hashUnlessUsed(Lane.UNKNOWN, PASSWORD, List.of(other, other))))
                .isPresent();
        assertThat(pool.pool().done()).isEqualTo(before + 3);

        assertThat(await(pool.hashUnlessUsed(Lane.UNKNOWN, PASSWORD, List.of(other, used, other))))
                .isEmpty();
        assertThat(pool.pool().done()).isEqualTo(before + 5);
    }

    @Test
    void verifyShouldRefuseBeforeHashingWhenThePoolIsFull() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        pool.submit(Lane.UNKNOWN, () -> {
            running.countDown();
            gate.await();
            return 0;
        });
        running.await();
        Future<Verdict> waiting = pool.verifyUnknownUser(Lane.UNKNOWN, PASSWORD);

        Future<Verdict> refused = pool.verifyUnknownUser(Lane.UNKNOWN, PASSWORD);
        Future<Verdict> known = pool.verifyUnknownUser(Lane.KNOWN_DEVICE, PASSWORD);

        assertThat(refused.cause()).isInstanceOf(BoundedPool.Full.class);
        assertThat(hashed).hasValue(0);
        gate.countDown();
        await(Future.all(waiting, known));
        assertThat(hashed).hasValue(2);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
