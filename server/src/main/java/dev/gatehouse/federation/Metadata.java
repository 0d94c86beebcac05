package dev.gatehouse.federation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What a provider says about itself (OpenID Connect Discovery 1.0, section 3), as far as it is used here.
 *
 * @param basicAuth takes the client's secret in the {@code Authorization} header; in the form otherwise
 * @param namesIssuer always says in its answers who it is (RFC 9207)
 */
record Metadata(
        String issuer,
        String authorizationEndpoint,
        String tokenEndpoint,
        String jwksUri,
        boolean basicAuth,
        boolean namesIssuer) {

    static final String WELL_KNOWN = "/.well-known/openid-configuration";

    /** Where a provider publishes it. */
    static String address(String issuer) {
        return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + WELL_KNOWN;
    }

    /**
     * Reads the document.
     *
     * @param issuer who was asked: a document that names another is not looked at further (section 4.3)
     * @throws UpstreamFailure when it cannot be used
     */
    static Metadata of(String issuer, JsonObject document, Targets targets) {
        if (!issuer.equals(document.getValue("issuer"))) {
            throw new UpstreamFailure("Its document names another issuer.");
        }
        requireAmong(document, "response_types_supported", List.of("code"));
        requireAmong(document, "code_challenge_methods_supported", List.of("S256"));
        requireAmong(document, "id_token_signing_alg_values_supported", IdTokens.ALGORITHMS);
        List<String> methods = strings(document, "token_endpoint_auth_methods_supported");
        boolean basic = methods.isEmpty() || methods.contains("client_secret_basic");
        if (!basic && !methods.contains("client_secret_post")) {
            throw new UpstreamFailure("It does not let clients authenticate with a secret.");
        }
        return new Metadata(
                issuer,
                endpoint(document, "authorization_endpoint", targets),
                endpoint(document, "token_endpoint", targets),
                endpoint(document, "jwks_uri", targets),
                basic,
                Boolean.TRUE.equals(document.getValue("authorization_response_iss_parameter_supported")));
    }

    private static String endpoint(JsonObject document, String name, Targets targets) {
        return Optional.ofNullable(document.getValue(name))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(address -> targets.parse(address).isPresent())
                .orElseThrow(() -> new UpstreamFailure("Its document has no usable " + name + "."));
    }

    private static void requireAmong(JsonObject document, String name, List<String> wanted) {
        List<String> said = strings(document, name);
        if (!said.isEmpty() && said.stream().noneMatch(wanted::contains)) {
            throw new UpstreamFailure(
                    "It does not support what is needed: " + name + " has none of " + String.join(", ", wanted) + ".");
        }
    }

    private static List<String> strings(JsonObject document, String name) {
        return document.getValue(name) instanceof JsonArray array
                ? array.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
