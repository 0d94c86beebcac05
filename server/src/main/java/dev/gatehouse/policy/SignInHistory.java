package dev.gatehouse.policy;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** What a rehearsal asks of the sign-in, which implements it. */
@FunctionalInterface
public interface SignInHistory {

    /**
     * Finished sign-ins of active people.
     *
     * @param passwordOnly how many of them were finished with the password and nothing else, by people of the groups asked for
     */
    record Counts(int signIns, int passwordOnly) {}

    /**
     * Finished sign-ins since then of the organisation's people, or of those with an address in that domain.
     *
     * @param protections of groups of people, as {@code account.ProtectionDirectory} has them
     */
    Future<Counts> since(
            SqlClient client,
            UUID organisationId,
            Optional<UUID> domainId,
            Collection<String> protections,
            Instant since);
}
