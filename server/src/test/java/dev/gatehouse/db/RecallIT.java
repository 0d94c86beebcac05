package dev.gatehouse.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OwnDatabase;
import dev.gatehouse.testing.TestClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecallIT {

    private static final UUID KEY = new UUID(1, 2);

    private final OwnDatabase database = new OwnDatabase();
    private final String channel = "recall" + Ids.next().toString().replace("-", "");
    private final Notifications notifications = database.notifications();
    private final TestClock clock = new TestClock();
    private final AtomicInteger asked = new AtomicInteger();
    private final Recall<UUID, Integer> recall =
            new Recall<>(notifications, List.of(channel), UUID::fromString, clock, 10);

    @AfterEach
    void close() {
        AppNode.await(notifications.close());
        database.close();
    }

    @Test
    void whatIsKnownIsNotAskedAgain() {
        waitUntilListening();
        int known = get();

        assertThat(get()).isEqualTo(known);
    }

    @Test
    void aNotificationTakesAwayItsKeyAlone() {
        waitUntilListening();
        UUID other = new UUID(3, 4);
        int before = get();
        int kept = AppNode.await(recall.get(other, this::load));

        database.sql("SELECT pg_notify($1, $2)", channel, KEY.toString());

        Eventually.get(() -> assertThat(get()).isGreaterThan(before));
        assertThat(AppNode.await(recall.get(other, this::load))).isEqualTo(kept);
    }

    @Test
    void anAnswerFromBeforeAChangeIsNotKept() {
        waitUntilListening();
        notifications.hear(channel, "");
        Promise<Integer> slow = Promise.promise();
        Future<Integer> early = recall.get(KEY, key -> slow.future());
        notifications.hear(channel, KEY.toString());
        slow.complete(-1);

        assertThat(AppNode.await(early)).isEqualTo(-1);
        assertThat(get()).isPositive();
    }

    @Test
    void whileNobodyListensTheDatabaseIsAskedEachTime() {
        waitUntilListening();
        int before = get();
        AppNode.await(notifications.close());

        assertThat(get()).isGreaterThan(before);
        assertThat(get()).isGreaterThan(before + 1);
    }

    /** A notification may get lost without anybody having noticed. */
    @Test
    void nothingIsRememberedForLongerThanTenSeconds() {
        waitUntilListening();
        int before = get();
        clock.advance(Recall.LONGEST.minusMillis(1));
        assertThat(get()).isEqualTo(before);
        clock.advance(Duration.ofMillis(1));

        assertThat(get()).isGreaterThan(before);
    }

    /** Nobody has heard what happened until there was a new one. */
    @Test
    void whatWasRememberedOverALostConnectionDoesNotCount() {
        waitUntilListening();
        int before = get();

        database.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%LISTEN%' || $1 || '%'"
                        + " AND pid <> pg_backend_pid()",
                channel);

        Eventually.get(() -> assertThat(get()).isGreaterThan(before));
        waitUntilListening();
    }

    private void waitUntilListening() {
        Eventually.get(() -> assertThat(get()).isEqualTo(get()));
    }

    private int get() {
        return AppNode.await(recall.get(KEY, this::load));
    }

    private Future<Integer> load(UUID key) {
        return Future.succeededFuture(asked.incrementAndGet());
    }
}
