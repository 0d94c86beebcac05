package dev.gatehouse.oauth;

import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes authorization requests from clients themselves, so that no browser reads or changes them on the way (RFC 9126). */
final class PushService {

    /** Who the client is has been proved by then, and is nothing to keep. */
    private static final Set<String> PROOFS = Set.of("client_secret", "client_assertion", "client_assertion_type");

    private final ClientAuthenticator authenticator;
    private final DpopProofs proofs;
    private final Parking parking;
    private final Issuer issuer;

    PushService(ClientAuthenticator authenticator, DpopProofs proofs, Parking parking, Issuer issuer) {
        this.authenticator = authenticator;
        this.proofs = proofs;
        this.parking = parking;
        this.issuer = issuer;
    }

    /** The {@code request_uri} for the browser; whatever is wrong with the request is told here (section 2.3). */
    Future<JsonObject> push(Request request) {
        return authenticator.authenticate(request).compose(authenticated -> proofs.key(request)
                .compose(jkt -> push(request, authenticated.client(), jkt)));
    }

    private Future<JsonObject> push(Request request, Client client, @Nullable String jkt) {
        Map<String, String> parameters = wanted(request, client);
        // A proof that comes with the request binds the code as well as the parameter does (RFC 9449, section 10.1).
        if (jkt != null && !parameters.getOrDefault("dpop_jkt", jkt).equals(jkt)) {
            throw OAuthProblems.INVALID_DPOP_PROOF.problem();
        }
        if (jkt != null) {
            parameters.put("dpop_jkt", jkt);
        }
        AuthorizationParser.response(client, parameters, issuer);
        AuthorizationParser.read(client, parameters);
        return parking.push(client, parameters, request.origin()).map(token -> new JsonObject()
                .put("request_uri", Parking.uri(token))
                .put("expires_in", Parking.PUSHED_LIFE.toSeconds()));
    }

    private static Map<String, String> wanted(Request request, Client client) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        if (parameters.containsKey("request_uri")) {
            throw OAuthProblems.MALFORMED.problem("A request_uri cannot be pushed.");
        }
        parameters.keySet().removeAll(PROOFS);
        parameters.put("client_id", client.id().toString());
        return parameters;
    }
}
