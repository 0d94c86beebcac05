package dev.gatehouse.login;

import dev.gatehouse.crypto.Token;
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

/** Statements on {@code login_devices}. */
final class DeviceStore {

    /** Each has tries of its own: whoever could make any number of them could guess codes as often as that. */
    static final int MOST = 30;

    private static final String COLUMNS =
            "id, account_id, client, network, created_at, last_seen_at, trusted_until, credential_version";

    Future<Optional<Device>> find(SqlClient client, UUID accountId, Token token) {
        return client.preparedQuery(
                        "SELECT " + COLUMNS + " FROM login_devices WHERE token_hash = $1 AND account_id = $2")
                .execute(Tuple.of(Buffer.buffer(token.sha256()), accountId))
                .map(rows -> Rows.first(rows, DeviceStore::device));
    }

    Future<List<Device>> list(SqlClient client, UUID accountId) {
        return client.preparedQuery("SELECT " + COLUMNS
                        + " FROM login_devices WHERE account_id = $1 ORDER BY last_seen_at DESC, id")
                .execute(Tuple.of(accountId))
                .map(rows -> Rows.list(rows, DeviceStore::device));
    }

    /** Remembers a device; those of the account that were seen longest ago make room for it. */
    Future<Void> insert(SqlClient tx, Device device, Token token) {
        return tx.preparedQuery("""
                        DELETE FROM login_devices WHERE id IN (
                            SELECT id FROM login_devices WHERE account_id = $1
                            ORDER BY last_seen_at DESC, id DESC OFFSET $2)
                        """)
                .execute(Tuple.of(device.accountId(), MOST - 1))
                .compose(room -> insertRow(tx, device, token));
    }

    private static Future<Void> insertRow(SqlClient tx, Device device, Token token) {
        return tx.preparedQuery("""
                        INSERT INTO login_devices (id, account_id, token_hash, client, network, created_at, last_seen_at,
                                                   trusted_until, credential_version)
                        VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)
                        """)
                .execute(Tuple.of(
                        device.id(),
                        device.accountId(),
                        Buffer.buffer(token.sha256()),
                        device.client(),
                        device.network(),
                        Rows.time(device.createdAt()),
                        Rows.maybeTime(device.trustedUntil()),
                        device.credentialVersion()))
                .mapEmpty();
    }

    /** Notes a sign-in on a known device; trust is renewed only when a new end is given. */
    Future<Void> seen(
            SqlClient tx,
            UUID deviceId,
            String client,
            String network,
            @Nullable Instant trustedUntil,
            int version,
            Instant now) {
        return tx.preparedQuery("""
                        UPDATE login_devices
                        SET client = $2, network = $3, last_seen_at = $4,
                            trusted_until = coalesce($5, trusted_until),
                            credential_version = CASE WHEN $5::timestamptz IS NULL THEN credential_version ELSE $6 END
                        WHERE id = $1
                        """)
                .execute(Tuple.of(deviceId, client, network, Rows.time(now), Rows.maybeTime(trustedUntil), version))
                .mapEmpty();
    }

    Future<Boolean> delete(SqlClient tx, UUID accountId, UUID deviceId) {
        return tx.preparedQuery("DELETE FROM login_devices WHERE account_id = $1 AND id = $2")
                .execute(Tuple.of(accountId, deviceId))
                .map(Rows::changed);
    }

    Future<Integer> deleteOthers(SqlClient tx, UUID accountId, @Nullable UUID keep) {
        return tx.preparedQuery("DELETE FROM login_devices WHERE account_id = $1 AND ($2::uuid IS NULL OR id <> $2)")
                .execute(Tuple.of(accountId, keep))
                .map(rows -> rows.rowCount());
    }

    private static Device device(Row row) {
        return new Device(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "account_id"),
                Rows.string(row, "client"),
                Rows.string(row, "network"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "last_seen_at"),
                Rows.maybeInstant(row, "trusted_until"),
                row.getInteger("credential_version"));
    }
}
