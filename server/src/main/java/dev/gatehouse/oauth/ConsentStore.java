package dev.gatehouse.oauth;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Statements on {@code oauth_consents}, and what people see of them. */
final class ConsentStore {

    /** The scopes that a person has let a client have; none without a consent. */
    Future<Set<String>> find(SqlClient client, UUID accountId, UUID clientId) {
        return client.preparedQuery("SELECT scopes FROM oauth_consents WHERE account_id = $1 AND client_id = $2")
                .execute(Tuple.of(accountId, clientId))
                .map(rows -> Rows.first(rows, row -> Set.copyOf(Rows.strings(row, "scopes")))
                        .orElseGet(Set::of));
    }

    /** Adds to what a person lets a client have. */
    Future<Void> add(SqlClient tx, UUID accountId, UUID clientId, Set<String> scopes, Instant now) {
        return tx.preparedQuery("""
                        INSERT INTO oauth_consents AS c (account_id, client_id, scopes, granted_at) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (account_id, client_id) DO UPDATE
                        SET scopes = ARRAY(SELECT DISTINCT unnest(c.scopes || excluded.scopes) ORDER BY 1),
                            granted_at = excluded.granted_at
                        """)
                .execute(Tuple.of(accountId, clientId, scopes.toArray(String[]::new), Rows.time(now)))
                .mapEmpty();
    }

    Future<Boolean> delete(SqlClient tx, UUID accountId, UUID clientId) {
        return tx.preparedQuery("DELETE FROM oauth_consents WHERE account_id = $1 AND client_id = $2")
                .execute(Tuple.of(accountId, clientId))
                .map(Rows::changed);
    }

    /** What is connected to an account now, by name. */
    Future<List<ConnectedApp>> connected(SqlClient client, UUID accountId, Instant now) {
        return client.preparedQuery("""
                        WITH live AS (
                            SELECT client_id, array_agg(DISTINCT scope) AS scopes, min(created_at) AS since,
                                   max(used_at) AS used_at, bool_or(offline) AS offline
                            FROM oauth_grants, unnest(scopes) AS scope
                            WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2
                            GROUP BY client_id),
                        allowed AS (SELECT client_id, scopes, granted_at FROM oauth_consents WHERE account_id = $1)
                        SELECT c.id, c.name, o.name AS organisation, c.first_party,
                               ARRAY(SELECT DISTINCT unnest(live.scopes || allowed.scopes) ORDER BY 1) AS scopes,
                               least(live.since, allowed.granted_at) AS since, live.used_at,
                               coalesce(live.offline, false) AS offline
                        FROM live FULL JOIN allowed USING (client_id)
                        JOIN oauth_clients c ON c.id = client_id
                        JOIN account_organisations o ON o.id = c.organisation_id
                        ORDER BY lower(c.name), c.id
                        """)
                .execute(Tuple.of(accountId, Rows.time(now)))
                .map(rows -> Rows.list(rows, ConsentStore::app));
    }

    private static ConnectedApp app(Row row) {
        return new ConnectedApp(
                Rows.uuid(row, "id"),
                Rows.string(row, "name"),
                Rows.string(row, "organisation"),
                row.getBoolean("first_party"),
                Rows.strings(row, "scopes"),
                Rows.instant(row, "since"),
                Rows.maybeInstant(row, "used_at"),
                row.getBoolean("offline"));
    }
}
