package dev.gatehouse.oauth;

import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Problem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client has sent to the token endpoint, and which client that was.
 *
 * @param jkt thumbprint of the key that it has proved to have (RFC 9449), or null
 */
record TokenRequest(
        AuthenticatedClient authenticated,
        Map<String, String> parameters,
        @Nullable String jkt,
        Origin origin) {

    Client client() {
        return authenticated.client();
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * A parameter that the grant type needs.
     *
     * @throws Problem {@code invalid_request}
     */
    String required(String name) {
        return parameter(name).orElseThrow(() -> OAuthProblems.MALFORMED.problem(name + " is missing."));
    }
}
