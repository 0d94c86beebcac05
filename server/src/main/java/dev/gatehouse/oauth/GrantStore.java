package dev.gatehouse.oauth;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements on {@code oauth_grants} and {@code oauth_codes}. */
final class GrantStore {

    /** Where a trigger tells which grant has been taken back. */
    static final String CHANNEL = "grants";

    private static final String COLUMNS = "g.id, g.client_id, g.account_id, g.organisation_id, g.session_id, g.scopes,"
            + " g.resource, g.evidence, g.auth_time, g.offline, g.dpop_jkt, g.created_at, g.idle_until, g.expires_at";

    // A page or a program that asks without end leaves no more than this; what has been used least gives way.
    private static final String ROOM = """
            WITH room AS (
                DELETE FROM oauth_grants WHERE id IN (
                    SELECT id FROM oauth_grants WHERE id IN (
                        SELECT id FROM oauth_grants
                        WHERE account_id = $3 AND client_id = $2 AND offline = $10 AND revoked_at IS NULL
                        ORDER BY used_at DESC, id DESC OFFSET 199)
                    FOR UPDATE SKIP LOCKED))
            """;
    private static final String INSERT = """
            INSERT INTO oauth_grants (id, client_id, account_id, organisation_id, session_id, scopes, resource,
                evidence, auth_time, offline, dpop_jkt, created_at, used_at, idle_until, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14)
            """;

    /** A code that has just been used up, and its grant. */
    record Redeemed(Code code, Grant grant) {}

    /** How a grant stands that could not be refreshed. */
    record Standing(Grant grant, int generation, Instant usedAt, boolean revoked) {}

    /** Stores a grant and its code in one statement. Only {@link TokenMinter} may call this. */
    Future<Void> insert(SqlClient client, Grant grant, Code code, byte[] codeHash, Instant codeUntil) {
        return client.preparedQuery(ROOM + ", granted AS (" + INSERT + """
                         RETURNING id, client_id, dpop_jkt)
                        INSERT INTO oauth_codes (token_hash, grant_id, client_id, redirect_uri, challenge, nonce, dpop_jkt,
                                                 expires_at)
                        SELECT $15, id, client_id, $16, $17, $18, dpop_jkt, $19 FROM granted
                        """)
                .execute(values(grant)
                        .addValue(Buffer.buffer(codeHash))
                        .addValue(code.redirectUri())
                        .addValue(code.challenge())
                        .addValue(code.nonce())
                        .addValue(Rows.time(codeUntil)))
                .mapEmpty();
    }

    /** Stores a grant without a code. Only {@link TokenMinter} may call this. */
    Future<Void> insert(SqlClient client, Grant grant) {
        return client.preparedQuery(ROOM + INSERT).execute(values(grant)).mapEmpty();
    }

    private static Tuple values(Grant grant) {
        return Tuple.from(new Object[] {
            grant.id(),
            grant.clientId(),
            grant.accountId(),
            grant.organisationId(),
            grant.sessionId(),
            grant.scopes().toArray(String[]::new),
            grant.resource(),
            grant.evidence(),
            Rows.time(grant.authTime()),
            grant.offline(),
            grant.dpopJkt(),
            Rows.time(grant.createdAt()),
            Rows.time(grant.idleUntil()),
            Rows.time(grant.expiresAt())
        });
    }

    /** Uses the code of a device up, which its person has let in, and begins the family of refresh tokens. */
    Future<Optional<Grant>> redeemDevice(
            SqlClient client, byte[] deviceHash, UUID clientId, byte[] familyHash, @Nullable String jkt, Instant now) {
        return client.preparedQuery("""
                        WITH code AS (
                            DELETE FROM oauth_device_codes
                            WHERE device_hash = $1 AND client_id = $2 AND state = 'approved' AND expires_at > $4
                            RETURNING grant_id)
                        UPDATE oauth_grants g SET family_hash = $3, used_at = $4, dpop_jkt = $5
                        FROM code WHERE g.id = code.grant_id AND g.revoked_at IS NULL AND g.expires_at > $4
                        RETURNING
                        """ + COLUMNS)
                .execute(Tuple.of(Buffer.buffer(deviceHash), clientId, Buffer.buffer(familyHash), Rows.time(now), jkt))
                .map(rows -> Rows.first(rows, GrantStore::grant));
    }

    /** Uses a code up, whoever sends it, and begins the family of refresh tokens; empty when it is not good any more. */
    Future<Optional<Redeemed>> redeem(
            SqlClient client, byte[] codeHash, byte[] familyHash, @Nullable String jkt, Instant now) {
        return client.preparedQuery("""
                        WITH code AS (
                            UPDATE oauth_codes SET used_at = $2
                            WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
                            RETURNING grant_id, client_id, redirect_uri, challenge, nonce, dpop_jkt)
                        UPDATE oauth_grants g SET family_hash = $3, used_at = $2, dpop_jkt = $4
                        FROM code WHERE g.id = code.grant_id AND g.revoked_at IS NULL AND g.expires_at > $2
                        RETURNING code.redirect_uri, code.challenge, code.nonce, code.dpop_jkt AS code_jkt,
                        """ + COLUMNS)
                .execute(Tuple.of(Buffer.buffer(codeHash), Rows.time(now), Buffer.buffer(familyHash), jkt))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Redeemed(
                                new Code(
                                        Rows.uuid(row, "client_id").toString(),
                                        Rows.string(row, "redirect_uri"),
                                        row.getString("challenge"),
                                        row.getString("nonce"),
                                        row.getString("code_jkt")),
                                grant(row))));
    }

    /** The grant of a code that has been used. */
    Future<Optional<Grant>> ofUsedCode(SqlClient client, byte[] codeHash) {
        return client.preparedQuery("SELECT " + COLUMNS + """
                         FROM oauth_codes c JOIN oauth_grants g ON g.id = c.grant_id
                        WHERE c.token_hash = $1 AND c.used_at IS NOT NULL
                        """)
                .execute(Tuple.of(Buffer.buffer(codeHash)))
                .map(rows -> Rows.first(rows, GrantStore::grant));
    }

    /**
     * Goes on to the next refresh token if that one is the newest; empty when it is not, or when the grant is not good any more.
     *
     * @param idle by how long the family may rest from now on
     * @param jkt the key that the client has proved to have, or null; the first one binds the family for good
     */
    Future<Optional<Grant>> rotate(
            SqlClient client, RefreshToken token, UUID clientId, Duration idle, @Nullable String jkt, Instant now) {
        return client.preparedQuery("""
                        UPDATE oauth_grants g SET generation = generation + 1, used_at = $5, idle_until = $6,
                            dpop_jkt = $7
                        WHERE id = $1 AND client_id = $2 AND family_hash = $3 AND generation = $4
                          AND revoked_at IS NULL AND idle_until > $5 AND expires_at > $5
                          AND (dpop_jkt IS NULL OR dpop_jkt = $7)
                        RETURNING
                        """ + COLUMNS)
                .execute(Tuple.of(
                        token.grantId(),
                        clientId,
                        Buffer.buffer(token.family().sha256()),
                        token.generation(),
                        Rows.time(now),
                        Rows.time(now.plus(idle)),
                        jkt))
                .map(rows -> Rows.first(rows, GrantStore::grant));
    }

    /** How the grant of that client stands whose family the token belongs to. */
    Future<Optional<Standing>> standing(SqlClient client, RefreshToken token, UUID clientId) {
        return client.preparedQuery("SELECT g.generation, g.used_at, g.revoked_at, " + COLUMNS
                        + " FROM oauth_grants g WHERE g.id = $1 AND g.family_hash = $2 AND g.client_id = $3")
                .execute(Tuple.of(token.grantId(), Buffer.buffer(token.family().sha256()), clientId))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Standing(
                                grant(row),
                                row.getInteger("generation"),
                                Rows.instant(row, "used_at"),
                                Rows.maybeInstant(row, "revoked_at") != null)));
    }

    /** Until when what was issued on it counts; empty when it does not. */
    Future<Optional<Instant>> end(SqlClient client, UUID id) {
        return client.preparedQuery("SELECT expires_at FROM oauth_grants WHERE id = $1 AND revoked_at IS NULL")
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, row -> Rows.instant(row, "expires_at")));
    }

    /** Takes a grant back; says no when it was already. */
    Future<Boolean> revoke(SqlClient client, UUID id, String reason, Instant now) {
        Db.changed(client, CHANNEL, id);
        return client.preparedQuery("""
                        UPDATE oauth_grants SET revoked_at = $2, revoke_reason = $3 WHERE id = $1 AND revoked_at IS NULL
                        """)
                .execute(Tuple.of(id, Rows.time(now), reason))
                .map(Rows::changed);
    }

    /** Takes back what a session has given, except what was meant to outlive it. */
    Future<Void> revokeOf(SqlClient tx, UUID accountId, UUID sessionId, Instant now) {
        return tx.preparedQuery("""
                        UPDATE oauth_grants SET revoked_at = $3, revoke_reason = 'session ended'
                        WHERE account_id = $1 AND session_id = $2 AND NOT offline AND revoked_at IS NULL
                        RETURNING id
                        """)
                .execute(Tuple.of(accountId, sessionId, Rows.time(now)))
                .map(rows -> changed(tx, rows));
    }

    /** Takes back what all sessions but one have given, and what was meant to outlive them if wanted. */
    Future<Void> revokeAllOf(SqlClient tx, List<UUID> accountIds, @Nullable UUID kept, boolean offline, Instant now) {
        return tx.preparedQuery("""
                        UPDATE oauth_grants SET revoked_at = $4, revoke_reason = 'sessions ended'
                        WHERE account_id = ANY ($1) AND revoked_at IS NULL AND ($3 OR NOT offline)
                          AND ($2::uuid IS NULL OR session_id IS DISTINCT FROM $2)
                        RETURNING id
                        """)
                .execute(Tuple.of(accountIds.toArray(UUID[]::new), kept, offline, Rows.time(now)))
                .map(rows -> changed(tx, rows));
    }

    /** Takes back everything that a person has let one application do; says how much that was. */
    Future<Integer> revokeAllFor(SqlClient tx, UUID accountId, UUID clientId, Instant now) {
        return tx.preparedQuery("""
                        UPDATE oauth_grants SET revoked_at = $3, revoke_reason = 'application removed'
                        WHERE account_id = $1 AND client_id = $2 AND revoked_at IS NULL
                        RETURNING id
                        """)
                .execute(Tuple.of(accountId, clientId, Rows.time(now)))
                .map(rows -> {
                    changed(tx, rows);
                    return rows.rowCount();
                });
    }

    private static @Nullable Void changed(SqlClient tx, RowSet<Row> rows) {
        rows.forEach(row -> Db.changed(tx, CHANNEL, Rows.uuid(row, "id")));
        return null;
    }

    /**
     * Deletes what has expired before.
     *
     * @param told the same for clients that are told of the end of sessions
     */
    Future<Void> forget(SqlClient client, Instant before, Instant told) {
        return client.preparedQuery("""
                        DELETE FROM oauth_grants g USING oauth_clients c
                        WHERE c.id = g.client_id AND g.expires_at < $1
                          AND (g.expires_at < $2 OR c.backchannel_logout_uri IS NULL)
                        """)
                .execute(Tuple.of(Rows.time(before), Rows.time(told)))
                .mapEmpty();
    }

    /**
     * Deletes what was taken back before.
     *
     * @param unused the same for codes that were not redeemed and devices that did not come back, by the end of their life
     */
    Future<Void> forgetUnused(SqlClient client, Instant before, Instant unused) {
        return client.preparedQuery("""
                        DELETE FROM oauth_grants WHERE id IN (
                            SELECT id FROM oauth_grants WHERE revoked_at < $1
                            UNION ALL SELECT grant_id FROM oauth_codes WHERE used_at IS NULL AND expires_at < $2
                            UNION ALL SELECT grant_id FROM oauth_device_codes
                                      WHERE grant_id IS NOT NULL AND expires_at < $2)
                        """)
                .execute(Tuple.of(Rows.time(before), Rows.time(unused)))
                .mapEmpty();
    }

    private static Grant grant(Row row) {
        return new Grant(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "client_id"),
                Rows.uuid(row, "account_id"),
                Rows.uuid(row, "organisation_id"),
                row.getUUID("session_id"),
                Set.copyOf(Rows.strings(row, "scopes")),
                row.getString("resource"),
                Rows.json(row, "evidence"),
                Rows.instant(row, "auth_time"),
                row.getBoolean("offline"),
                row.getString("dpop_jkt"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "idle_until"),
                Rows.instant(row, "expires_at"));
    }
}
