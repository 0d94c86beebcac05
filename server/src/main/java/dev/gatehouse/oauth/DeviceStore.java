package dev.gatehouse.oauth;

import dev.gatehouse.db.Rows;
import dev.gatehouse.http.Network;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Statements on {@code oauth_device_codes}. */
final class DeviceStore {

    static final String APPROVED = "approved";
    static final String DENIED = "denied";

    /**
     * How a device stands that has asked.
     *
     * @param hasty it asks more often than it was told
     */
    record Poll(String state, boolean expired, boolean hasty) {}

    /**
     * Stores a device that waits; says no when its network has too many already.
     *
     * @param interval it may ask once in so long
     */
    Future<Boolean> insert(
            SqlClient client,
            byte[] deviceHash,
            byte[] userHash,
            DeviceRequest request,
            Duration life,
            Duration interval,
            int limit) {
        return client.preparedQuery("""
                        INSERT INTO oauth_device_codes (device_hash, user_hash, client_id, scopes, resource, network, device, counted,
                                                        created_at, expires_at, interval_seconds)
                        SELECT $1, $2, $3, $4, $5, $6, $7, $12, $8, $9, $10
                        WHERE (SELECT count(*) FROM oauth_device_codes WHERE counted = $12 AND expires_at > $8) < $11
                        ON CONFLICT DO NOTHING
                        """)
                .execute(Tuple.from(new Object[] {
                    Buffer.buffer(deviceHash),
                    Buffer.buffer(userHash),
                    request.clientId(),
                    request.scopes().toArray(String[]::new),
                    request.resource(),
                    request.network(),
                    request.device(),
                    Rows.time(request.createdAt()),
                    Rows.time(request.createdAt().plus(life)),
                    (int) interval.toSeconds(),
                    limit,
                    Network.around(request.network())
                }))
                .map(Rows::changed);
    }

    /** A device that waits for a decision, by what its person types; locked, where that is about to be decided. */
    Future<Optional<DeviceRequest>> pending(SqlClient client, byte[] userHash, Instant now, boolean lock) {
        return client.preparedQuery("""
                        SELECT client_id, scopes, resource, network, device, created_at FROM oauth_device_codes
                        WHERE user_hash = $1 AND state = 'pending' AND expires_at > $2
                        """ + (lock ? "FOR UPDATE" : ""))
                .execute(Tuple.of(Buffer.buffer(userHash), Rows.time(now)))
                .map(rows -> Rows.first(rows, DeviceStore::request));
    }

    Future<Void> approve(SqlClient tx, byte[] userHash, UUID grantId) {
        return tx.preparedQuery("UPDATE oauth_device_codes SET state = 'approved', grant_id = $2 WHERE user_hash = $1")
                .execute(Tuple.of(Buffer.buffer(userHash), grantId))
                .mapEmpty();
    }

    /** Says no when it has been decided. */
    Future<Boolean> deny(SqlClient client, byte[] userHash, Instant now) {
        return client.preparedQuery("""
                        UPDATE oauth_device_codes SET state = 'denied'
                        WHERE user_hash = $1 AND state = 'pending' AND expires_at > $2
                        """)
                .execute(Tuple.of(Buffer.buffer(userHash), Rows.time(now)))
                .map(Rows::changed);
    }

    /** Notes that the device has asked; who asks too often is told to wait five seconds longer (RFC 8628, section 3.5). */
    Future<Optional<Poll>> poll(SqlClient client, byte[] deviceHash, UUID clientId, Instant now) {
        return client.preparedQuery("""
                        WITH before AS (
                            SELECT device_hash, coalesce(polled_at + make_interval(secs => interval_seconds - 0.5) > $3, false)
                                       AS hasty
                            FROM oauth_device_codes WHERE device_hash = $1 AND client_id = $2 FOR UPDATE)
                        UPDATE oauth_device_codes d
                        SET polled_at = $3, interval_seconds = interval_seconds + CASE WHEN before.hasty THEN 5 ELSE 0 END
                        FROM before WHERE d.device_hash = before.device_hash
                        RETURNING d.state, d.expires_at <= $3 AS expired, before.hasty
                        """)
                .execute(Tuple.of(Buffer.buffer(deviceHash), clientId, Rows.time(now)))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Poll(
                                Rows.string(row, "state"), row.getBoolean("expired"), row.getBoolean("hasty"))));
    }

    private static DeviceRequest request(Row row) {
        return new DeviceRequest(
                Rows.uuid(row, "client_id"),
                Set.copyOf(Rows.strings(row, "scopes")),
                row.getString("resource"),
                Rows.string(row, "network"),
                Rows.string(row, "device"),
                Rows.instant(row, "created_at"));
    }
}
