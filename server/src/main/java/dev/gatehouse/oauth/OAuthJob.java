package dev.gatehouse.oauth;

import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Clears away what has expired. Every node may run it at any time. */
final class OAuthJob {

    /** As long as somebody might still come with a used one. */
    private static final Duration KEEP_CODES = Duration.ofDays(1);

    private final ExpiryStore store = new ExpiryStore();
    private final Db db;
    private final Clock clock;

    OAuthJob(Db db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Future<Void> sweep() {
        Instant now = clock.instant();
        return delete("oauth_requests", now)
                .compose(done -> delete("oauth_codes", now.minus(KEEP_CODES)))
                .compose(done -> delete("oauth_grants", now.minus(KEEP_CODES)))
                .compose(done -> delete("oauth_jtis", now));
    }

    private Future<Void> delete(String table, Instant before) {
        return db.query(client -> store.delete(client, table, before));
    }
}
