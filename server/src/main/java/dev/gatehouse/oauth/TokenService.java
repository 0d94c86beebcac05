package dev.gatehouse.oauth;

import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The token endpoint (RFC 6749, section 3.2): who asks, whether it may ask in this way, and then the grant type. */
final class TokenService {

    private final ClientAuthenticator authenticator;
    private final DpopProofs proofs;
    private final Map<String, GrantType> grantTypes;

    /**
     * @param grantTypes by the value of {@code grant_type}
     */
    TokenService(ClientAuthenticator authenticator, DpopProofs proofs, Map<String, GrantType> grantTypes) {
        this.authenticator = authenticator;
        this.proofs = proofs;
        this.grantTypes = Map.copyOf(grantTypes);
    }

    Future<JsonObject> issue(Request request) {
        String name = request.string("grant_type");
        return authenticator.authenticate(request).compose(authenticated -> {
            GrantType grantType = grantTypes.get(name);
            if (grantType == null) {
                throw OAuthProblems.UNSUPPORTED_GRANT_TYPE.problem();
            }
            if (!authenticated.client().settings().grantTypes().contains(name)) {
                throw OAuthProblems.UNAUTHORIZED_CLIENT.problem();
            }
            return proofs.key(request).compose(jkt -> {
                if (jkt == null && authenticated.client().settings().dpopBound()) {
                    throw OAuthProblems.INVALID_DPOP_PROOF.problem();
                }
                return grantType.redeem(new TokenRequest(authenticated, request.parameters(), jkt, request.origin()));
            });
        });
    }
}
