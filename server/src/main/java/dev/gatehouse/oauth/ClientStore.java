package dev.gatehouse.oauth;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Page;
import dev.gatehouse.db.Rows;
import dev.gatehouse.db.Where;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements on {@code oauth_clients}. */
final class ClientStore {

    /** Where a trigger tells which client has changed. */
    static final String CHANNEL = "clients";

    private static final String SELECT = """
            SELECT c.id, c.organisation_id, o.name AS organisation, o.provider, o.state AS organisation_state, c.name, lower(c.name) AS sort_name,
                   c.auth_method, c.first_party, c.secret_hash, c.secret_created_at, c.old_secret_hash, c.old_secret_until,
                   c.redirect_uris, c.grant_types, c.scopes, c.resources, c.pkce_required,
                   c.par_required, c.dpop_bound, c.jwks, c.post_logout_redirect_uris, c.backchannel_logout_uri, c.id_token_alg,
                   c.access_token_seconds, c.refresh_idle_seconds, c.refresh_absolute_seconds, c.state, c.created_at
            FROM oauth_clients c JOIN account_organisations o ON o.id = c.organisation_id
            """;

    /** A row of a page, with the name as the database sorts it. */
    record Listed(Client client, String sortName) {

        List<String> key() {
            return List.of(sortName, client.id().toString());
        }
    }

    Future<Optional<Client>> find(SqlClient client, UUID id) {
        return client.preparedQuery(SELECT + "WHERE c.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, ClientStore::client));
    }

    Future<Optional<Client>> find(SqlClient client, UUID organisationId, UUID id) {
        return client.preparedQuery(SELECT + "WHERE c.organisation_id = $1 AND c.id = $2")
                .execute(Tuple.of(organisationId, id))
                .map(rows -> Rows.first(rows, ClientStore::client));
    }

    /** The same, locked: two changes at once are made one after the other. */
    Future<Optional<Client>> lock(SqlClient tx, UUID organisationId, UUID id) {
        return tx.preparedQuery(SELECT + "WHERE c.organisation_id = $1 AND c.id = $2 FOR NO KEY UPDATE OF c")
                .execute(Tuple.of(organisationId, id))
                .map(rows -> Rows.first(rows, ClientStore::client));
    }

    /** By name; those whose name contains these words. */
    Future<List<Listed>> list(SqlClient client, UUID organisationId, Optional<String> words, Page.Wanted wanted) {
        Where where = new Where().and("c.organisation_id = ?", organisationId);
        where.andIf("c.name ILIKE ?", words.map(Where::containing));
        if (wanted.after().isPresent()) {
            where.and(
                    "(lower(c.name), c.id) > (?, ?)",
                    wanted.afterText(0).orElseThrow(),
                    wanted.afterId(1).orElseThrow());
        }
        String limit = where.bind(wanted.fetch());
        return client.preparedQuery(SELECT + where.sql() + " ORDER BY lower(c.name), c.id LIMIT " + limit)
                .execute(where.parameters())
                .map(rows -> Rows.list(rows, row -> new Listed(client(row), Rows.string(row, "sort_name"))));
    }

    Future<Void> insert(
            SqlClient tx,
            UUID id,
            UUID organisationId,
            ClientSettings settings,
            @Nullable ClientSecret secret,
            Instant now) {
        return tx.preparedQuery("""
                        INSERT INTO oauth_clients (id, name, auth_method, first_party, redirect_uris,
                            grant_types, scopes, resources, pkce_required, id_token_alg, access_token_seconds,
                            refresh_idle_seconds, refresh_absolute_seconds, state, par_required, jwks, post_logout_redirect_uris,
                            backchannel_logout_uri, dpop_bound, secret_hash, secret_created_at, organisation_id, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
                        """)
                .execute(values(id, settings)
                        .addValue(secret == null ? null : secret.hash())
                        .addValue(secret == null ? null : Rows.time(secret.createdAt()))
                        .addUUID(organisationId)
                        .addOffsetDateTime(Rows.time(now)))
                .mapEmpty();
    }

    Future<Void> update(SqlClient tx, UUID id, ClientSettings settings) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery("""
                        UPDATE oauth_clients
                        SET name = $2, auth_method = $3, first_party = $4, redirect_uris = $5, grant_types = $6, scopes = $7,
                            resources = $8, pkce_required = $9, id_token_alg = $10, access_token_seconds = $11,
                            refresh_idle_seconds = $12, refresh_absolute_seconds = $13, state = $14, par_required = $15, jwks = $16,
                            post_logout_redirect_uris = $17, backchannel_logout_uri = $18, dpop_bound = $19
                        WHERE id = $1
                        """).execute(values(id, settings)).mapEmpty();
    }

    /** Replaces the secret, or takes it away. */
    Future<Void> setSecret(SqlClient tx, UUID id, @Nullable ClientSecret secret) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery("""
                        UPDATE oauth_clients
                        SET secret_hash = $2, secret_created_at = $3, old_secret_hash = $4, old_secret_until = $5
                        WHERE id = $1
                        """)
                .execute(Tuple.of(
                        id,
                        secret == null ? null : secret.hash(),
                        secret == null ? null : Rows.time(secret.createdAt()),
                        secret == null ? null : secret.oldHash(),
                        secret == null ? null : Rows.maybeTime(secret.oldUntil())))
                .mapEmpty();
    }

    /** Deletes a client, and with it everything it was given. */
    Future<Void> delete(SqlClient tx, UUID id) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery("DELETE FROM oauth_clients WHERE id = $1")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    private static Tuple values(UUID id, ClientSettings settings) {
        return Tuple.of(id, settings.name(), settings.authMethod().word(), settings.firstParty())
                .addArrayOfString(settings.redirectUris().toArray(String[]::new))
                .addArrayOfString(array(settings.grantTypes()))
                .addArrayOfString(array(settings.scopes()))
                .addArrayOfString(settings.resources().toArray(String[]::new))
                .addBoolean(settings.pkceRequired())
                .addString(settings.idTokenAlg())
                .addInteger((int) settings.accessTokenLife().toSeconds())
                .addInteger((int) settings.refreshIdle().toSeconds())
                .addInteger((int) settings.refreshAbsolute().toSeconds())
                .addString(settings.active() ? "active" : "suspended")
                .addBoolean(settings.parRequired())
                .addValue(settings.jwks())
                .addArrayOfString(settings.postLogoutRedirectUris().toArray(String[]::new))
                .addString(settings.backchannelLogoutUri())
                .addBoolean(settings.dpopBound());
    }

    private static String[] array(Collection<String> words) {
        return words.stream().sorted().toArray(String[]::new);
    }

    private static Client client(Row row) {
        return new Client(
                Rows.uuid(row, "id"),
                new Client.Owner(
                        Rows.uuid(row, "organisation_id"),
                        Rows.string(row, "organisation"),
                        row.getBoolean("provider"),
                        Rows.string(row, "organisation_state").equals("active")),
                new ClientSettings(
                        Rows.string(row, "name"),
                        AuthMethod.of(Rows.string(row, "auth_method")),
                        row.getJsonObject("jwks"),
                        row.getBoolean("first_party"),
                        Rows.strings(row, "redirect_uris"),
                        Rows.strings(row, "post_logout_redirect_uris"),
                        row.getString("backchannel_logout_uri"),
                        Set.copyOf(Rows.strings(row, "grant_types")),
                        Set.copyOf(Rows.strings(row, "scopes")),
                        Rows.strings(row, "resources"),
                        row.getBoolean("pkce_required"),
                        row.getBoolean("par_required"),
                        row.getBoolean("dpop_bound"),
                        Rows.string(row, "id_token_alg"),
                        Duration.ofSeconds(row.getInteger("access_token_seconds")),
                        Duration.ofSeconds(row.getInteger("refresh_idle_seconds")),
                        Duration.ofSeconds(row.getInteger("refresh_absolute_seconds")),
                        Rows.string(row, "state").equals("active")),
                secret(row),
                Rows.instant(row, "created_at"));
    }

    private static @Nullable ClientSecret secret(Row row) {
        Buffer hash = row.getBuffer("secret_hash");
        return hash == null
                ? null
                : new ClientSecret(
                        hash,
                        Rows.instant(row, "secret_created_at"),
                        row.getBuffer("old_secret_hash"),
                        Rows.maybeInstant(row, "old_secret_until"));
    }
}
