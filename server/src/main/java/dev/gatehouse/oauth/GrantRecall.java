package dev.gatehouse.oauth;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.db.Recall;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether grants still count, most of the time without asking the database: for access tokens, which are looked at all the time. */
final class GrantRecall {

    private static final int SIZE = 50_000;

    private final Db db;
    private final GrantStore store;
    private final Recall<UUID, Optional<Instant>> ends;
    private final Clock clock;

    GrantRecall(Db db, GrantStore store, Notifications notifications, Clock clock) {
        this.db = db;
        this.store = store;
        this.clock = clock;
        this.ends = new Recall<>(notifications, List.of(GrantStore.CHANNEL), UUID::fromString, clock, SIZE);
    }

    /** Whether what was issued on it counts now. */
    Future<Boolean> live(UUID grantId) {
        return ends.get(grantId, id -> db.query(client -> store.end(client, id)))
                .map(end -> end.filter(clock.instant()::isBefore).isPresent());
    }
}
