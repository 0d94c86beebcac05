package dev.gatehouse.federation;

import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Function;

/** The operations on the identity providers of an organisation. */
final class ProviderRoutes {

    private final ProviderService providers;
    private final Function<UUID, String> redirectUri;

    ProviderRoutes(ProviderService providers, Function<UUID, String> redirectUri) {
        this.providers = providers;
        this.redirectUri = redirectUri;
    }

    void bind(Operations api) {
        api.on("listIdentityProviders", request -> providers
                .list(request.caller(), organisation(request))
                .map(list -> Reply.ok(Reply.items(list, this::json))));
        api.on("createIdentityProvider", request -> providers
                .create(request.caller(), organisation(request), request.body())
                .map(made -> Reply.created(json(made))));
        api.on("getIdentityProvider", request -> providers
                .get(request.caller(), organisation(request), provider(request))
                .map(found -> Reply.ok(json(found))));
        api.on("updateIdentityProvider", request -> providers
                .update(request.caller(), organisation(request), provider(request), request.body())
                .map(after -> Reply.ok(json(after))));
        api.on("deleteIdentityProvider", request -> providers
                .delete(request.caller(), organisation(request), provider(request))
                .map(Reply.noContent()));
        api.on("checkIdentityProvider", request -> providers
                .check(request.caller(), organisation(request), provider(request))
                .map(found -> Reply.ok(json(found))));
        api.on("beginIdentityProviderTest", request -> providers
                .beginTest(request, request.caller(), organisation(request), provider(request))
                .map(FederationRoutes::departure));
        api.on("answerIdentityProviderTest", this::answerTest);
    }

    private Future<Reply> answerTest(Request request) {
        return providers
                .answerTest(request, request.caller(), organisation(request), provider(request))
                .map(trial -> Reply.ok(json(trial)));
    }

    private static UUID organisation(Request request) {
        return request.uuid("organisationId");
    }

    private static UUID provider(Request request) {
        return request.uuid("providerId");
    }

    private JsonObject json(Provider provider) {
        return Json.object()
                .put("id", provider.id())
                .put("name", provider.name())
                .put("issuer", provider.issuer())
                .put("clientId", provider.clientId())
                .put("domainHint", provider.domainHint())
                .put("state", provider.active() ? "active" : "disabled")
                .put("redirectUri", redirectUri.apply(provider.id()))
                .put("connected", provider.people())
                .put("createdAt", provider.createdAt())
                .put("secretSetAt", provider.secretAt())
                .done();
    }

    private static JsonObject json(Metadata document) {
        return Json.object()
                .put("issuer", document.issuer())
                .put("authorizationEndpoint", document.authorizationEndpoint())
                .put("namesIssuer", document.namesIssuer())
                .done();
    }

    private static JsonObject json(ProviderService.Trial trial) {
        IdToken token = trial.token();
        return Json.object()
                .put("subject", token.subject())
                .put("email", token.email())
                .put("emailVerified", token.emailVerified())
                .put("addressInOwnDomain", trial.addressInOwnDomain())
                .put("multiFactor", token.multiFactor())
                .done();
    }
}
