package dev.gatehouse.oauth;

import dev.gatehouse.login.SessionEndings;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes back what applications were given, when the sessions end in which it was given. */
final class GrantEndings implements SessionEndings {

    private final GrantStore grants;
    private final Clock clock;

    GrantEndings(GrantStore grants, Clock clock) {
        this.grants = grants;
        this.clock = clock;
    }

    @Override
    public Future<Void> ended(SqlClient tx, UUID accountId, UUID sessionId) {
        return grants.revokeOf(tx, accountId, sessionId, clock.instant());
    }

    @Override
    public Future<Void> allEnded(SqlClient tx, List<UUID> accountIds, @Nullable UUID kept, boolean distrusted) {
        return grants.revokeAllOf(tx, accountIds, kept, distrusted, clock.instant());
    }
}
