package dev.gatehouse.federation;

import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** The operations of people: signing in with another provider, and what is connected. */
final class FederationRoutes {

    private final UpstreamSignInService signIns;
    private final IdentityService identities;

    FederationRoutes(UpstreamSignInService signIns, IdentityService identities) {
        this.signIns = signIns;
        this.identities = identities;
    }

    void bind(Operations api) {
        api.on("listSignInProviders", request -> signIns.offered(request.string("domain"))
                .map(list -> Reply.ok(Reply.items(list, FederationRoutes::named))));
        api.on("beginUpstreamSignIn", this::begin);
        api.on("answerUpstreamSignIn", request -> signIns.answer(request, provider(request)));
        api.on("listIdentities", request -> identities.list(request.caller()).map(FederationRoutes::overview));
        api.on("beginIdentity", request -> identities
                .begin(request, request.caller(), provider(request))
                .map(FederationRoutes::departure));
        api.on("answerIdentity", request -> identities
                .answer(request, request.caller(), provider(request))
                .map(identity -> Reply.ok(json(identity))));
        api.on("removeIdentity", request -> identities
                .remove(request.caller(), request.uuid("identityId"))
                .map(Reply.noContent()));
    }

    private Future<Reply> begin(Request request) {
        Optional<String> email = Optional.ofNullable(request.body().getString("email"));
        return signIns.begin(request, provider(request), email).map(FederationRoutes::departure);
    }

    static Reply departure(Trips.Departure departure) {
        return Reply.ok(Json.object().put("location", departure.location()).done())
                .cookies(departure.cookies());
    }

    private static UUID provider(Request request) {
        return UUID.fromString(request.body().getString("providerId"));
    }

    private static Reply overview(IdentityService.Overview overview) {
        return Reply.ok(Json.object()
                .put(
                        "items",
                        overview.connected().stream()
                                .map(FederationRoutes::json)
                                .toList())
                .put(
                        "available",
                        overview.available().stream()
                                .map(FederationRoutes::named)
                                .toList())
                .done());
    }

    private static JsonObject named(Provider provider) {
        return Json.object()
                .put("id", provider.id())
                .put("name", provider.name())
                .done();
    }

    private static JsonObject json(Identity identity) {
        return Json.object()
                .put("id", identity.id())
                .put("providerId", identity.providerId())
                .put("provider", identity.provider())
                .put("active", identity.active())
                .put("email", identity.email())
                .put("linkedAt", identity.linkedAt())
                .put("lastUsedAt", identity.lastUsedAt())
                .done();
    }
}
