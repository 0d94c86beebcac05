package dev.gatehouse.oauth;

import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The operations on signing keys, and the documents by which others find us. */
final class KeyRoutes {

    private final KeyService keys;
    private final Buffer metadata;

    KeyRoutes(KeyService keys, Discovery discovery) {
        this.keys = keys;
        this.metadata = discovery.document().toBuffer();
    }

    void bind(Operations api) {
        api.on("getOpenidConfiguration", this::metadata);
        api.on("getAuthorizationServerMetadata", this::metadata);
        api.on("getJwks", this::jwks);
        api.on("listSigningKeys", request -> keys.list(request.caller()).map(KeyRoutes::reply));
        api.on("startKeyRotation", request -> keys.rotate(request.caller()).map(KeyRoutes::reply));
    }

    private Future<Reply> metadata(Request request) {
        return Future.succeededFuture(Reply.published(metadata, KeyPlan.PUBLISHED_MAX_AGE));
    }

    private Future<Reply> jwks(Request request) {
        return Future.succeededFuture(Reply.published(keys.ring().published(), KeyPlan.PUBLISHED_MAX_AGE));
    }

    private static Reply reply(List<SigningKey> keys) {
        return Reply.ok(Reply.items(keys, KeyRoutes::json));
    }

    private static JsonObject json(SigningKey key) {
        return Json.object()
                .put("kid", key.kid())
                .put("alg", key.alg().getName())
                .put("state", key.state().word())
                .put("createdAt", key.createdAt())
                .put("activatesAt", key.activatesAt())
                .put("retiresAt", key.retiresAt())
                .done();
    }
}
