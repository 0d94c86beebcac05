package dev.gatehouse.policy;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a rehearsal asks of the sign-in, which implements it. */
@FunctionalInterface
public interface SignInHistory {

    /**
     * Finished sign-ins of one person.
     *
     * @param passwordOnly how many of them were finished with the password and nothing else
     */
    record Count(UUID accountId, int signIns, int passwordOnly) {}

    /** Finished sign-ins of the organisation's people since then, one row a person. */
    Future<List<Count>> since(SqlClient client, UUID organisationId, Instant since);
}
