package dev.gatehouse.oauth;

import com.nimbusds.jose.jwk.JWK;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.db.Rows;
import dev.gatehouse.oauth.SigningKey.State;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Statements on {@code oauth_keys}. The private halves are sealed. */
final class KeyStore {

    static final String CHANNEL = "oauth_keys";

    private final SecretBox secrets;

    KeyStore(SecretBox secrets) {
        this.secrets = secrets;
    }

    Future<List<SigningKey>> all(SqlClient client) {
        return client.preparedQuery("""
                        SELECT kid, private_sealed, state, created_at, activates_at, retires_at
                        FROM oauth_keys ORDER BY activates_at DESC, kid
                        """).execute().map(rows -> Rows.list(rows, this::key));
    }

    /** One node at a time decides about keys. */
    Future<Void> lock(SqlClient tx) {
        return tx.preparedQuery("SELECT pg_advisory_xact_lock(hashtext('oauth_keys'))")
                .execute()
                .mapEmpty();
    }

    Future<Void> insert(SqlClient tx, SigningKey key) {
        return tx.preparedQuery("""
                        INSERT INTO oauth_keys (kid, alg, public_jwk, private_sealed, state, created_at, activates_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        """)
                .execute(Tuple.of(
                        key.kid(),
                        key.alg().getName(),
                        new JsonObject(key.jwk().toPublicJWK().toJSONObject()),
                        Buffer.buffer(secrets.seal(bytes(key.jwk().toJSONString()), place(key.kid()))),
                        key.state().word(),
                        Rows.time(key.createdAt()),
                        Rows.time(key.activatesAt())))
                .mapEmpty();
    }

    Future<Void> update(SqlClient tx, SigningKey key) {
        return tx.preparedQuery("UPDATE oauth_keys SET state = $2, activates_at = $3, retires_at = $4 WHERE kid = $1")
                .execute(Tuple.of(
                        key.kid(), key.state().word(), Rows.time(key.activatesAt()), Rows.maybeTime(key.retiresAt())))
                .mapEmpty();
    }

    Future<Void> delete(SqlClient tx, SigningKey key) {
        return tx.preparedQuery("DELETE FROM oauth_keys WHERE kid = $1")
                .execute(Tuple.of(key.kid()))
                .mapEmpty();
    }

    /** Tells all nodes when the transaction commits. */
    Future<Void> tell(SqlClient tx) {
        return tx.preparedQuery("SELECT pg_notify('" + CHANNEL + "', '')")
                .execute()
                .mapEmpty();
    }

    private SigningKey key(Row row) {
        String kid = Rows.string(row, "kid");
        byte[] opened = secrets.open(row.getBuffer("private_sealed").getBytes(), place(kid));
        JWK jwk = SigningKey.parse(new String(opened, StandardCharsets.UTF_8));
        return new SigningKey(
                jwk,
                State.of(Rows.string(row, "state")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "activates_at"),
                Rows.maybeInstant(row, "retires_at"));
    }

    private static byte[] place(String kid) {
        return bytes("oauth_keys/" + kid);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
