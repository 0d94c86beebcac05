package dev.gatehouse.oauth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** A token for a program that acts for itself (RFC 6749, section 4.4). */
final class ClientCredentialsGrant implements GrantType {

    private final TokenMinter minter;

    ClientCredentialsGrant(TokenMinter minter) {
        this.minter = minter;
    }

    @Override
    public Future<JsonObject> redeem(TokenRequest request) {
        Client client = request.client();
        if (!client.confidential()) {
            throw OAuthProblems.UNAUTHORIZED_CLIENT.problem();
        }
        Set<String> allowed = Scopes.forPrograms(client.settings().scopes());
        Set<String> scopes = request.parameter("scope").map(Scopes::parse).orElse(allowed);
        if (scopes.isEmpty() || !allowed.containsAll(scopes)) {
            throw OAuthProblems.INVALID_SCOPE.problem();
        }
        Optional<String> resource = request.parameter("resource");
        if (resource.isPresent() && !client.settings().resources().contains(resource.get())) {
            throw OAuthProblems.INVALID_TARGET.problem();
        }
        return Future.succeededFuture(
                minter.forItself(request.authenticated(), scopes, resource.orElse(null), request.jkt()));
    }
}
