package dev.gatehouse.account;

import dev.gatehouse.account.TenantDirectory.Tenant;
import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The few columns of {@code account_organisations} and {@code account_domains} that other features need. */
final class TenantStore {

    Future<Optional<Tenant>> provider(SqlClient client) {
        return client.preparedQuery("SELECT id, name FROM account_organisations WHERE provider")
                .execute()
                .map(rows -> Rows.first(rows, TenantStore::tenant));
    }

    Future<Optional<Tenant>> organisation(SqlClient client, UUID organisationId) {
        return client.preparedQuery("SELECT id, name FROM account_organisations WHERE id = $1")
                .execute(Tuple.of(organisationId))
                .map(rows -> Rows.first(rows, TenantStore::tenant));
    }

    Future<Optional<Tenant>> domain(SqlClient client, UUID organisationId, UUID domainId) {
        return client.preparedQuery("SELECT id, name FROM account_domains WHERE organisation_id = $1 AND id = $2")
                .execute(Tuple.of(organisationId, domainId))
                .map(rows -> Rows.first(rows, TenantStore::tenant));
    }

    Future<Optional<UUID>> owner(SqlClient client, String domain) {
        return client.preparedQuery("""
                        SELECT o.id FROM account_domains d JOIN account_organisations o ON o.id = d.organisation_id
                        WHERE d.name = $1 AND d.proved_at IS NOT NULL AND o.state = 'active'
                        """)
                .execute(Tuple.of(domain))
                .map(rows -> Rows.first(rows, row -> Rows.uuid(row, "id")));
    }

    Future<List<UUID>> domainIds(SqlClient client, UUID organisationId) {
        return client.preparedQuery("SELECT id FROM account_domains WHERE organisation_id = $1")
                .execute(Tuple.of(organisationId))
                .map(rows -> Rows.list(rows, row -> Rows.uuid(row, "id")));
    }

    private static Tenant tenant(Row row) {
        return new Tenant(Rows.uuid(row, "id"), Rows.string(row, "name"));
    }
}
