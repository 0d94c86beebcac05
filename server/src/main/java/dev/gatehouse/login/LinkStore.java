package dev.gatehouse.login;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements on {@code login_links}. */
final class LinkStore {

    Future<Void> insert(SqlClient tx, Link link, Token token, Instant now) {
        return tx.preparedQuery("""
                        INSERT INTO login_links (token_hash, purpose, account_id, credential_version, details, created_at,
                                                 expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        """)
                .execute(Tuple.of(
                        Buffer.buffer(token.sha256()),
                        link.purpose().word(),
                        link.accountId(),
                        link.credentialVersion(),
                        link.details(),
                        Rows.time(now),
                        Rows.time(link.expiresAt())))
                .mapEmpty();
    }

    Future<Optional<Link>> find(SqlClient client, Link.Purpose purpose, Token token) {
        return client.preparedQuery("""
                        SELECT account_id, credential_version, details, expires_at, used_at
                        FROM login_links WHERE token_hash = $1 AND purpose = $2
                        """)
                .execute(Tuple.of(Buffer.buffer(token.sha256()), purpose.word()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Link(
                                purpose,
                                Rows.uuid(row, "account_id"),
                                row.getInteger("credential_version"),
                                Rows.json(row, "details"),
                                Rows.instant(row, "expires_at"),
                                Rows.maybeInstant(row, "used_at"))));
    }

    /**
     * Uses the link up: true for exactly one of those who try.
     *
     * @param version the account's number now, which must still be the link's; null for links that outlive changes
     */
    Future<Boolean> use(SqlClient tx, Link.Purpose purpose, Token token, @Nullable Integer version, Instant now) {
        return tx.preparedQuery("""
                        UPDATE login_links SET used_at = $3
                        WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
                          AND ($4::integer IS NULL OR credential_version = $4)
                        """)
                .execute(Tuple.of(Buffer.buffer(token.sha256()), purpose.word(), Rows.time(now), version))
                .map(Rows::changed);
    }

    /** Takes back unused links of one purpose that were made then or later. */
    Future<Void> revokeSince(SqlClient tx, UUID accountId, Link.Purpose purpose, Instant since) {
        return tx.preparedQuery("""
                        DELETE FROM login_links
                        WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL AND created_at >= $3
                        """)
                .execute(Tuple.of(accountId, purpose.word(), Rows.time(since)))
                .mapEmpty();
    }

    /** Takes back unused links that would bring an address back that may receive codes from then on, or later. */
    Future<Void> revokeUndo(SqlClient tx, UUID accountId, Instant usableFrom) {
        return tx.preparedQuery("""
                        DELETE FROM login_links
                        WHERE account_id = $1 AND purpose = 'undo-address' AND used_at IS NULL
                          AND (details ->> 'usableFrom')::timestamptz >= $2
                        """)
                .execute(Tuple.of(accountId, Rows.time(usableFrom)))
                .mapEmpty();
    }
}
