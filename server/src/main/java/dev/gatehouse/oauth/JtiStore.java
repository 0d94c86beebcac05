package dev.gatehouse.oauth;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Statements on {@code oauth_jtis}. */
final class JtiStore {

    /** Access tokens that were taken back and have no grant. */
    static final String REVOKED = "revoked";
    /** With which clients have authenticated. */
    static final String ASSERTION = "assertion";
    /** With which somebody has proved to have a key. */
    static final String PROOF = "proof";

    /** Remembers an id until then; says no when it was known. */
    Future<Boolean> remember(SqlClient client, String kind, byte[] jtiHash, Instant until) {
        return client.preparedQuery("""
                        INSERT INTO oauth_jtis (kind, jti_hash, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
                        """)
                .execute(Tuple.of(kind, Buffer.buffer(jtiHash), Rows.time(until)))
                .map(Rows::changed);
    }

    Future<Boolean> known(SqlClient client, String kind, byte[] jtiHash) {
        return client.preparedQuery("SELECT 1 FROM oauth_jtis WHERE kind = $1 AND jti_hash = $2")
                .execute(Tuple.of(kind, Buffer.buffer(jtiHash)))
                .map(rows -> rows.size() > 0);
    }
}
