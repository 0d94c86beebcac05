package dev.gatehouse.account;

import dev.gatehouse.http.HttpProblems;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds organisations and domains for the other features. Rights are the caller's business. */
public final class TenantDirectory {

    /** Where a trigger tells that some organisation has changed. */
    public static final String CHANNEL = "organisations";

    /** An organisation or a domain. */
    public record Tenant(UUID id, String name) {}

    private final TenantStore store = new TenantStore();

    /** The provider's organisation; every installation has one. */
    public Future<Tenant> provider(SqlClient client) {
        return store.provider(client)
                .map(found -> found.orElseThrow(() -> new IllegalStateException("there is no provider organisation")));
    }

    /** The organisation with that id; fails with {@code not-found}. */
    public Future<Tenant> organisation(SqlClient client, UUID organisationId) {
        return store.organisation(client, organisationId).compose(TenantDirectory::required);
    }

    /** The domain with that id in that organisation; fails with {@code not-found}. */
    public Future<Tenant> domain(SqlClient client, UUID organisationId, UUID domainId) {
        return store.domain(client, organisationId, domainId).compose(TenantDirectory::required);
    }

    /** The organisation that has proved that a domain is its own; empty when none has, or it is suspended. */
    public Future<Optional<UUID>> owner(SqlClient client, DomainName domain) {
        return store.owner(client, domain.text());
    }

    /** Ids of the organisation's domains. */
    public Future<List<UUID>> domainIds(SqlClient client, UUID organisationId) {
        return store.domainIds(client, organisationId);
    }

    private static Future<Tenant> required(Optional<Tenant> found) {
        return found.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(HttpProblems.NOT_FOUND.problem()));
    }
}
