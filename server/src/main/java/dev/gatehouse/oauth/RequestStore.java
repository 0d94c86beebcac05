package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code oauth_requests}. */
final class RequestStore {

    /** Sent by the client itself, and good for one visit of a browser (RFC 9126). */
    static final String PUSHED = "pushed";
    /** Parked on the way. */
    static final String INTERACTION = "interaction";

    /** To sign out, until the person has decided. */
    static final String LOGOUT = "logout";

    private static final String COLUMNS = "client_id, parameters, created_at, chosen_by, approved_by, denied";

    /**
     * Stores a request. When its network has too many of the kind, the oldest give way: whoever fills the table keeps nobody out.
     *
     * @param limit how many of one network may wait
     */
    Future<Void> insert(
            SqlClient client, String kind, ParkedRequest request, String network, Instant until, int limit) {
        return client.preparedQuery("""
                        WITH oldest AS (
                            DELETE FROM oauth_requests WHERE token_hash IN (
                                SELECT token_hash FROM oauth_requests WHERE token_hash IN (
                                    SELECT token_hash FROM oauth_requests WHERE network = $5 AND kind = $2
                                    ORDER BY created_at DESC OFFSET $8 - 1)
                                FOR UPDATE SKIP LOCKED))
                        INSERT INTO oauth_requests (token_hash, kind, client_id, parameters, network, created_at, expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        """)
                .execute(Tuple.of(
                        Buffer.buffer(request.token().sha256()),
                        kind,
                        request.clientId(),
                        new JsonObject(new LinkedHashMap<>(request.parameters())),
                        network,
                        Rows.time(request.createdAt()),
                        Rows.time(until),
                        limit))
                .mapEmpty();
    }

    Future<Optional<ParkedRequest>> find(SqlClient client, String kind, Token token, Instant now) {
        return client.preparedQuery("SELECT " + COLUMNS
                        + " FROM oauth_requests WHERE token_hash = $1 AND kind = $2 AND expires_at > $3")
                .execute(Tuple.of(Buffer.buffer(token.sha256()), kind, Rows.time(now)))
                .map(rows -> Rows.first(rows, row -> request(token, row)));
    }

    /** Takes a request out: of several who want it, one gets it. */
    Future<Optional<ParkedRequest>> take(SqlClient client, String kind, Token token, Instant now) {
        return client.preparedQuery("DELETE FROM oauth_requests WHERE token_hash = $1 AND kind = $2 AND expires_at > $3"
                        + " RETURNING " + COLUMNS)
                .execute(Tuple.of(Buffer.buffer(token.sha256()), kind, Rows.time(now)))
                .map(rows -> Rows.first(rows, row -> request(token, row)));
    }

    /** Notes that this account is meant. */
    Future<Boolean> choose(SqlClient client, Token token, UUID accountId, Instant now) {
        return client.preparedQuery("""
                        UPDATE oauth_requests SET chosen_by = $2
                        WHERE token_hash = $1 AND kind = 'interaction' AND expires_at > $3 AND NOT denied
                        """)
                .execute(Tuple.of(Buffer.buffer(token.sha256()), accountId, Rows.time(now)))
                .map(Rows::changed);
    }

    /** Notes a yes to what is asked for. */
    Future<Boolean> approve(SqlClient client, Token token, UUID accountId, Instant now) {
        return client.preparedQuery("""
                        UPDATE oauth_requests SET approved_by = $2
                        WHERE token_hash = $1 AND kind = 'interaction' AND expires_at > $3 AND NOT denied
                        """)
                .execute(Tuple.of(Buffer.buffer(token.sha256()), accountId, Rows.time(now)))
                .map(Rows::changed);
    }

    Future<Boolean> deny(SqlClient client, Token token, Instant now) {
        return client.preparedQuery("""
                        UPDATE oauth_requests SET denied = true
                        WHERE token_hash = $1 AND kind = 'interaction' AND expires_at > $2
                        """)
                .execute(Tuple.of(Buffer.buffer(token.sha256()), Rows.time(now)))
                .map(Rows::changed);
    }

    private static ParkedRequest request(Token token, Row row) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Rows.json(row, "parameters").forEach(each -> parameters.put(each.getKey(), (String) each.getValue()));
        return new ParkedRequest(
                token,
                Rows.uuid(row, "client_id"),
                parameters,
                Rows.instant(row, "created_at"),
                row.getUUID("chosen_by"),
                row.getUUID("approved_by"),
                row.getBoolean("denied"));
    }
}
