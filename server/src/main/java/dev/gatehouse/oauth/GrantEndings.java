package dev.gatehouse.oauth;

import dev.gatehouse.login.SessionEndings;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes back what applications were given, when the sessions end in which it was given, and tells those that want to know. */
final class GrantEndings implements SessionEndings {

    private final GrantStore grants;
    private final LogoutStore logouts;
    private final Clock clock;

    GrantEndings(GrantStore grants, LogoutStore logouts, Clock clock) {
        this.grants = grants;
        this.logouts = logouts;
        this.clock = clock;
    }

    @Override
    public Future<Void> ended(SqlClient tx, UUID accountId, UUID sessionId) {
        return logouts.queue(tx, accountId, sessionId, clock.instant())
                .compose(queued -> grants.revokeOf(tx, accountId, sessionId, clock.instant()));
    }

    @Override
    public Future<Void> allEnded(SqlClient tx, List<UUID> accountIds, @Nullable UUID kept, boolean distrusted) {
        return logouts.queueAll(tx, accountIds, kept, clock.instant())
                .compose(queued -> grants.revokeAllOf(tx, accountIds, kept, distrusted, clock.instant()));
    }
}
