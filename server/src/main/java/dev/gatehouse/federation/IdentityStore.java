package dev.gatehouse.federation;

import dev.gatehouse.db.Rows;
import dev.gatehouse.login.UpstreamLinks;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code federation_identities}. */
final class IdentityStore implements UpstreamLinks {

    private static final String SELECT = """
            SELECT i.id, i.provider_id, p.name AS provider, p.state = 'active' AS active, i.account_id, i.email, i.linked_at, i.last_used_at
            FROM federation_identities i JOIN federation_providers p ON p.id = i.provider_id
            """;

    /** Whose account that is: issuer and subject say it, and nothing else. */
    Future<Optional<Identity>> find(SqlClient tx, UUID providerId, String issuer, String subject) {
        return tx.preparedQuery(
                        SELECT + "WHERE i.provider_id = $1 AND i.issuer = $2 AND i.subject = $3 FOR NO KEY UPDATE OF i")
                .execute(Tuple.of(providerId, issuer, subject))
                .map(rows -> Rows.first(rows, IdentityStore::identity));
    }

    Future<List<Identity>> ofAccount(SqlClient client, UUID accountId) {
        return client.preparedQuery(SELECT + "WHERE i.account_id = $1 ORDER BY lower(p.name), i.id")
                .execute(Tuple.of(accountId))
                .map(rows -> Rows.list(rows, IdentityStore::identity));
    }

    /** Connects; no when either of the two is connected already. */
    Future<Boolean> insert(SqlClient tx, Identity identity, String issuer, String subject) {
        return tx.preparedQuery("""
                        INSERT INTO federation_identities (id, provider_id, issuer, subject, account_id, email, linked_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
                        """)
                .execute(Tuple.of(
                        identity.id(),
                        identity.providerId(),
                        issuer,
                        subject,
                        identity.accountId(),
                        identity.email(),
                        Rows.time(identity.linkedAt())))
                .map(Rows::changed);
    }

    Future<Void> used(SqlClient tx, UUID id, Instant now) {
        return tx.preparedQuery("UPDATE federation_identities SET last_used_at = $2 WHERE id = $1")
                .execute(Tuple.of(id, Rows.time(now)))
                .mapEmpty();
    }

    /** Takes one away from its owner; answers with the name of its provider. */
    Future<Optional<String>> delete(SqlClient tx, UUID accountId, UUID id) {
        return tx.preparedQuery("""
                        DELETE FROM federation_identities i USING federation_providers p
                        WHERE p.id = i.provider_id AND i.account_id = $1 AND i.id = $2 RETURNING p.name
                        """)
                .execute(Tuple.of(accountId, id))
                .map(rows -> Rows.first(rows, row -> Rows.string(row, "name")));
    }

    @Override
    public Future<List<String>> removeSince(SqlClient tx, UUID accountId, Instant since) {
        return tx.preparedQuery("""
                        DELETE FROM federation_identities i USING federation_providers p
                        WHERE p.id = i.provider_id AND i.account_id = $1 AND i.linked_at >= $2 RETURNING p.name
                        """)
                .execute(Tuple.of(accountId, Rows.time(since)))
                .map(rows -> Rows.list(rows, row -> "sign-in with " + Rows.string(row, "name")));
    }

    private static Identity identity(Row row) {
        return new Identity(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "provider_id"),
                Rows.string(row, "provider"),
                row.getBoolean("active"),
                Rows.uuid(row, "account_id"),
                Rows.string(row, "email"),
                Rows.instant(row, "linked_at"),
                Rows.maybeInstant(row, "last_used_at"));
    }
}
