package dev.gatehouse.federation;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements on {@code federation_providers}. */
final class ProviderStore {

    /** How many an organisation may have. */
    static final int MOST = 20;

    private static final String SELECT = """
            SELECT p.id, p.organisation_id, p.name, p.issuer, p.client_id, p.secret, p.secret_at, p.domain_hint, p.state, p.created_at,
                   o.state AS organisation_state,
                   (SELECT count(*)::int FROM federation_identities i WHERE i.provider_id = p.id) AS people
            FROM federation_providers p JOIN account_organisations o ON o.id = p.organisation_id
            """;

    Future<Optional<Provider>> find(SqlClient client, UUID id) {
        return client.preparedQuery(SELECT + "WHERE p.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, ProviderStore::provider));
    }

    /** The same, which nobody changes or deletes until the transaction ends. */
    Future<Optional<Provider>> hold(SqlClient tx, UUID id) {
        return tx.preparedQuery(SELECT + "WHERE p.id = $1 FOR SHARE OF p")
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, ProviderStore::provider));
    }

    Future<Optional<Provider>> find(SqlClient client, UUID organisationId, UUID id) {
        return client.preparedQuery(SELECT + "WHERE p.organisation_id = $1 AND p.id = $2")
                .execute(Tuple.of(organisationId, id))
                .map(rows -> Rows.first(rows, ProviderStore::provider));
    }

    /** The same, locked: two changes at once are made one after the other. */
    Future<Optional<Provider>> lock(SqlClient tx, UUID organisationId, UUID id) {
        return tx.preparedQuery(SELECT + "WHERE p.organisation_id = $1 AND p.id = $2 FOR NO KEY UPDATE OF p")
                .execute(Tuple.of(organisationId, id))
                .map(rows -> Rows.first(rows, ProviderStore::provider));
    }

    /** By name. */
    Future<List<Provider>> list(SqlClient client, UUID organisationId) {
        return client.preparedQuery(SELECT + "WHERE p.organisation_id = $1 ORDER BY lower(p.name), p.id")
                .execute(Tuple.of(organisationId))
                .map(rows -> Rows.list(rows, ProviderStore::provider));
    }

    /** Stores a new one; no when the organisation has too many, or this one already. */
    Future<Boolean> insert(SqlClient tx, Provider provider) {
        return tx.preparedQuery("""
                        INSERT INTO federation_providers
                            (id, organisation_id, name, issuer, client_id, secret, secret_at, domain_hint, state, created_at)
                        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $7
                        WHERE (SELECT count(*) FROM federation_providers WHERE organisation_id = $2) < $10
                        ON CONFLICT DO NOTHING
                        """)
                .execute(Tuple.of(
                        provider.id(),
                        provider.organisationId(),
                        provider.name(),
                        provider.issuer(),
                        provider.clientId(),
                        provider.secret(),
                        Rows.time(provider.createdAt()),
                        provider.domainHint(),
                        word(provider.active()),
                        MOST))
                .map(Rows::changed);
    }

    Future<Void> update(SqlClient tx, UUID id, String name, @Nullable String domainHint, boolean active) {
        return tx.preparedQuery("UPDATE federation_providers SET name = $2, domain_hint = $3, state = $4 WHERE id = $1")
                .execute(Tuple.of(id, name, domainHint, word(active)))
                .mapEmpty();
    }

    Future<Void> setSecret(SqlClient tx, UUID id, Buffer sealed, Instant now) {
        return tx.preparedQuery("UPDATE federation_providers SET secret = $2, secret_at = $3 WHERE id = $1")
                .execute(Tuple.of(id, sealed, Rows.time(now)))
                .mapEmpty();
    }

    /** Deletes one, with all that people have connected there. */
    Future<Void> delete(SqlClient tx, UUID id) {
        return tx.preparedQuery("DELETE FROM federation_providers WHERE id = $1")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    private static String word(boolean active) {
        return active ? "active" : "disabled";
    }

    private static Provider provider(Row row) {
        boolean active = Rows.string(row, "state").equals("active");
        return new Provider(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "organisation_id"),
                Rows.string(row, "name"),
                Rows.string(row, "issuer"),
                Rows.string(row, "client_id"),
                row.getBuffer("secret"),
                row.getString("domain_hint"),
                active,
                active && Rows.string(row, "organisation_state").equals("active"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "secret_at"),
                row.getInteger("people"));
    }
}
