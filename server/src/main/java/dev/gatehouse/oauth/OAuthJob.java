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

    /** Until then somebody may sign out who has signed in to an application that wants to hear of it. */
    private static final Duration LONGEST_SESSION = Duration.ofDays(90);

    /** A device that comes late hears that it is late. */
    private static final Duration KEEP_UNUSED = Duration.ofMinutes(10);

    private final GrantStore grants = new GrantStore();
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
                .compose(done ->
                        db.query(client -> grants.forgetUnused(client, now.minus(KEEP_CODES), now.minus(KEEP_UNUSED))))
                .compose(done -> delete("oauth_codes", now.minus(KEEP_CODES)))
                .compose(done ->
                        db.query(client -> grants.forget(client, now.minus(KEEP_CODES), now.minus(LONGEST_SESSION))))
                .compose(done -> delete("oauth_device_codes", now.minus(KEEP_UNUSED)))
                .compose(done -> delete("oauth_jtis", now));
    }

    private Future<Void> delete(String table, Instant before) {
        return db.query(client -> store.delete(client, table, before));
    }
}
