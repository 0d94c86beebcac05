package dev.gatehouse.oauth;

import dev.gatehouse.login.Acr;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/** What the provider can do, for clients to read (OpenID Connect Discovery 1.0, section 3; RFC 8414, section 2). */
final class Discovery {

    private final Issuer issuer;

    Discovery(Issuer issuer) {
        this.issuer = issuer;
    }

    JsonObject document() {
        JsonObject document = new JsonObject().put("issuer", issuer.text());
        endpoints(document);
        authorization(document);
        return tokens(document);
    }

    private void endpoints(JsonObject document) {
        document.put("authorization_endpoint", issuer.at("/oauth2/authorize"))
                .put("pushed_authorization_request_endpoint", issuer.at("/oauth2/par"))
                .put("device_authorization_endpoint", issuer.at("/oauth2/device_authorization"))
                .put("token_endpoint", issuer.at("/oauth2/token"))
                .put("userinfo_endpoint", issuer.at("/oauth2/userinfo"))
                .put("introspection_endpoint", issuer.at("/oauth2/introspect"))
                .put("revocation_endpoint", issuer.at("/oauth2/revoke"))
                .put("end_session_endpoint", issuer.at("/oauth2/logout"))
                .put("jwks_uri", issuer.at("/oauth2/jwks"));
    }

    private static void authorization(JsonObject document) {
        document.put("response_types_supported", array("code"))
                .put("response_modes_supported", array("query", "form_post"))
                .put("code_challenge_methods_supported", array("S256"))
                .put("scopes_supported", new JsonArray(Scopes.ALL))
                .put("prompt_values_supported", array("none", "login", "consent", "select_account"))
                .put(
                        "acr_values_supported",
                        new JsonArray(Arrays.stream(Acr.values()).map(Acr::uri).toList()))
                .put("claims_parameter_supported", true)
                .put("backchannel_logout_supported", true)
                .put("backchannel_logout_session_supported", true)
                .put("request_parameter_supported", false)
                .put("request_uri_parameter_supported", false)
                .put("require_pushed_authorization_requests", false)
                .put("authorization_response_iss_parameter_supported", true);
    }

    private static JsonObject tokens(JsonObject document) {
        JsonArray methods = new JsonArray(AuthMethod.supported());
        JsonArray signed = new JsonArray(PublicKeys.algorithms());
        return document.put("grant_types_supported", new JsonArray(GrantType.SUPPORTED))
                .put("token_endpoint_auth_methods_supported", methods)
                .put("token_endpoint_auth_signing_alg_values_supported", signed)
                .put("introspection_endpoint_auth_methods_supported", methods)
                .put("introspection_endpoint_auth_signing_alg_values_supported", signed)
                .put("revocation_endpoint_auth_methods_supported", methods)
                .put("revocation_endpoint_auth_signing_alg_values_supported", signed)
                .put("dpop_signing_alg_values_supported", signed)
                .put("subject_types_supported", array("public"))
                .put("id_token_signing_alg_values_supported", array("ES256", "RS256"))
                .put("claim_types_supported", array("normal"))
                .put(
                        "claims_supported",
                        new JsonArray(List.of(
                                "iss",
                                "sub",
                                "aud",
                                "exp",
                                "iat",
                                "auth_time",
                                "nonce",
                                "at_hash",
                                "acr",
                                "amr",
                                "sid",
                                "name",
                                "preferred_username",
                                "email",
                                "email_verified")));
    }

    private static JsonArray array(String... words) {
        return new JsonArray(Arrays.asList(words));
    }
}
