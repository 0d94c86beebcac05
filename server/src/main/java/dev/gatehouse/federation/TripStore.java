package dev.gatehouse.federation;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements on {@code federation_flows}. */
final class TripStore {

    /**
     * Stores a trip; says no when its network has too many under way.
     *
     * @param sessionId the session that it is begun in, or null
     */
    Future<Boolean> insert(
            SqlClient client,
            Trip trip,
            UUID providerId,
            Purpose purpose,
            @Nullable UUID sessionId,
            String network,
            Instant now,
            int limit) {
        return client.preparedQuery("""
                        INSERT INTO federation_flows
                            (state_hash, browser_hash, provider_id, purpose, session_id, network, created_at, expires_at)
                        SELECT $1, $2, $3, $4, $5, $6, $7, $8
                        WHERE (SELECT count(*) FROM federation_flows WHERE network = $6 AND expires_at > $7) < $9
                        """)
                .execute(Tuple.of(
                        Buffer.buffer(trip.state().sha256()),
                        Buffer.buffer(trip.browser().sha256()),
                        providerId,
                        purpose.word(),
                        sessionId,
                        network,
                        Rows.time(now),
                        Rows.time(now.plus(Trip.LIFE)),
                        limit))
                .map(Rows::changed);
    }

    /** Takes a trip out, where all of it is as it was begun: of several who come back, one gets it. */
    Future<Boolean> take(
            SqlClient client, Trip trip, UUID providerId, Purpose purpose, @Nullable UUID sessionId, Instant now) {
        return client.preparedQuery("""
                        DELETE FROM federation_flows
                        WHERE state_hash = $1 AND browser_hash = $2 AND provider_id = $3 AND purpose = $4
                            AND session_id IS NOT DISTINCT FROM $5 AND expires_at > $6
                        """)
                .execute(Tuple.of(
                        Buffer.buffer(trip.state().sha256()),
                        Buffer.buffer(trip.browser().sha256()),
                        providerId,
                        purpose.word(),
                        sessionId,
                        Rows.time(now)))
                .map(Rows::changed);
    }

    Future<Void> forget(SqlClient client, Instant now) {
        return client.preparedQuery("DELETE FROM federation_flows WHERE expires_at < $1")
                .execute(Tuple.of(Rows.time(now)))
                .mapEmpty();
    }
}
