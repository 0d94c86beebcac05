package dev.gatehouse.oauth;

import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import io.vertx.core.json.JsonObject;

/** The operations on what is connected to the own account. */
final class ConnectedAppRoutes {

    private final ConnectedAppService apps;

    ConnectedAppRoutes(ConnectedAppService apps) {
        this.apps = apps;
    }

    void bind(Operations api) {
        api.on("listConnectedApps", request -> apps.list(request.caller())
                .map(list -> Reply.ok(Reply.items(list, ConnectedAppRoutes::json))));
        api.on("removeConnectedApp", request -> apps.remove(request.caller(), request.uuid("clientId"))
                .map(Reply.noContent()));
    }

    private static JsonObject json(ConnectedApp app) {
        return Json.object()
                .put("clientId", app.clientId())
                .put("name", app.name())
                .put("organisation", app.organisation())
                .put("firstParty", app.firstParty())
                .put("scopes", app.scopes())
                .put("since", app.since())
                .put("lastUsedAt", app.usedAt())
                .put("offline", app.offline())
                .done();
    }
}
