package dev.gatehouse.oauth;

import dev.gatehouse.http.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator decides about an application.
 *
 * @param firstParty the provider's own: nobody is asked whether it may
 * @param resources services of others for which it may ask for tokens (RFC 8707)
 * @param pkceRequired switched off only for confidential clients that cannot; then a nonce is required instead
 * @param jwks public keys with which it authenticates (RFC 7517); null where it does so in another way
 * @param parRequired takes no authorization request from a browser, only from the client itself (RFC 9126)
 * @param backchannelLogoutUri told when a session ends in which somebody signed in to it, or null
 * @param dpopBound all of its tokens are bound to a key (RFC 9449)
 * @param refreshIdle a family of refresh tokens ends after so long without use
 * @param refreshAbsolute and after so long in any case
 */
record ClientSettings(
        String name,
        AuthMethod authMethod,
        @Nullable JsonObject jwks,
        boolean firstParty,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        @Nullable String backchannelLogoutUri,
        Set<String> grantTypes,
        Set<String> scopes,
        List<String> resources,
        boolean pkceRequired,
        boolean parRequired,
        boolean dpopBound,
        String idTokenAlg,
        Duration accessTokenLife,
        Duration refreshIdle,
        Duration refreshAbsolute,
        boolean active) {

    private static final JsonObject USUAL = new JsonObject()
            .put("authMethod", AuthMethod.CLIENT_SECRET_BASIC.word())
            .put("firstParty", false)
            .put("redirectUris", new JsonArray())
            .put("postLogoutRedirectUris", new JsonArray())
            .put("backchannelLogoutUri", "")
            .put("grantTypes", new JsonArray().add(GrantType.AUTHORIZATION_CODE).add(GrantType.REFRESH_TOKEN))
            .put(
                    "scopes",
                    new JsonArray().add(Scopes.OPENID).add(Scopes.PROFILE).add(Scopes.EMAIL))
            .put("resources", new JsonArray())
            .put("pkceRequired", true)
            .put("parRequired", false)
            .put("dpopBound", false)
            .put("idTokenAlg", "ES256")
            .put("accessTokenSeconds", 300)
            .put("refreshIdleSeconds", Duration.ofDays(14).toSeconds())
            .put("refreshAbsoluteSeconds", Duration.ofDays(90).toSeconds())
            .put("state", "active");

    ClientSettings {
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        grantTypes = Set.copyOf(grantTypes);
        scopes = Set.copyOf(scopes);
        resources = List.copyOf(resources);
    }

    /** What a body of the contract says, and the usual for the rest. */
    static ClientSettings of(JsonObject body) {
        return read(USUAL.copy().mergeIn(body));
    }

    /** The same, changed by what a body says. */
    ClientSettings with(JsonObject change) {
        return read(toJson().done().mergeIn(change));
    }

    /** The members of the contract. */
    Json toJson() {
        return Json.object()
                .put("name", name)
                .put("authMethod", authMethod.word())
                .put("jwks", jwks)
                .put("firstParty", firstParty)
                .put("redirectUris", redirectUris)
                .put("postLogoutRedirectUris", postLogoutRedirectUris)
                .put("backchannelLogoutUri", backchannelLogoutUri == null ? "" : backchannelLogoutUri)
                .put("grantTypes", sorted(grantTypes))
                .put("scopes", Scopes.ALL.stream().filter(scopes::contains).toList())
                .put("resources", resources)
                .put("pkceRequired", pkceRequired)
                .put("parRequired", parRequired)
                .put("dpopBound", dpopBound)
                .put("idTokenAlg", idTokenAlg)
                .put("accessTokenSeconds", accessTokenLife.toSeconds())
                .put("refreshIdleSeconds", refreshIdle.toSeconds())
                .put("refreshAbsoluteSeconds", refreshAbsolute.toSeconds())
                .put("state", active ? "active" : "suspended");
    }

    private static ClientSettings read(JsonObject json) {
        String backchannel = json.getString("backchannelLogoutUri");
        AuthMethod authMethod = AuthMethod.of(json.getString("authMethod"));
        return new ClientSettings(
                json.getString("name"),
                authMethod,
                authMethod == AuthMethod.PRIVATE_KEY_JWT ? json.getJsonObject("jwks") : null,
                json.getBoolean("firstParty"),
                Json.strings(json.getJsonArray("redirectUris")),
                Json.strings(json.getJsonArray("postLogoutRedirectUris")),
                backchannel.isEmpty() ? null : backchannel,
                words(json, "grantTypes"),
                words(json, "scopes"),
                Json.strings(json.getJsonArray("resources")),
                json.getBoolean("pkceRequired"),
                json.getBoolean("parRequired"),
                json.getBoolean("dpopBound"),
                json.getString("idTokenAlg"),
                Duration.ofSeconds(json.getLong("accessTokenSeconds")),
                Duration.ofSeconds(json.getLong("refreshIdleSeconds")),
                Duration.ofSeconds(json.getLong("refreshAbsoluteSeconds")),
                json.getString("state").equals("active"));
    }

    private static Set<String> words(JsonObject json, String name) {
        return new LinkedHashSet<>(Json.strings(json.getJsonArray(name)));
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }
}
