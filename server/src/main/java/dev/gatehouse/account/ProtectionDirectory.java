package dev.gatehouse.account;

import dev.gatehouse.db.Page;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Counts and lists an organisation's active people by what protects them. The database does it: they may be a hundred thousand.
 * Rights are the caller's business.
 */
public final class ProtectionDirectory {

    /** Somebody in a list. */
    public record Person(UUID id, String name, String address) {}

    /**
     * Active people of whom the same is to be said.
     *
     * @param protection what they have in common, as one word
     * @param domains of their addresses, that of the first address first
     * @param kinds of their authenticators
     * @param unreachable how many of them have no mailbox that can receive a code
     */
    public record Group(String protection, List<UUID> domains, Set<String> kinds, int people, int unreachable) {}

    /**
     * Which people a list is to hold.
     *
     * @param protections of their groups
     * @param unreachable only those whom no mailed code reaches
     */
    public record Wanted(Collection<String> protections, Optional<UUID> domainId, boolean unreachable, Instant now) {}

    private final ProtectionStore store = new ProtectionStore();

    /** Of an organisation, or of those with an address in one of its domains. */
    public Future<List<Group>> groups(SqlClient client, UUID organisationId, Optional<UUID> domainId, Instant now) {
        return store.groups(client, organisationId, domainId, now);
    }

    /** A page of people by name; the key has two parts. */
    public Future<Page<Person>> people(SqlClient client, UUID organisationId, Wanted people, Page.Wanted wanted) {
        return store.people(client, organisationId, people, wanted);
    }
}
