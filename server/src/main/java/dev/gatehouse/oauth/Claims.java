package dev.gatehouse.oauth;

import dev.gatehouse.login.Acr;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the parameter {@code claims} asks for (OpenID Connect Core 1.0, section 5.5): an authentication class that must be met, and
 * claims about the person, each of which stands for its scope.
 */
record Claims(Optional<Acr> essentialAcr, Set<String> scopes) {

    private static final Map<String, String> SCOPES = Map.of(
            "name", Scopes.PROFILE,
            "preferred_username", Scopes.PROFILE,
            "email", Scopes.EMAIL,
            "email_verified", Scopes.EMAIL);

    static Claims parse(Optional<String> parameter) {
        if (parameter.isEmpty()) {
            return new Claims(Optional.empty(), Set.of());
        }
        try {
            JsonObject claims = (JsonObject) Json.decodeValue(parameter.get());
            Set<String> scopes = new LinkedHashSet<>();
            for (String place : Set.of("userinfo", "id_token")) {
                member(claims, place).fieldNames().stream()
                        .map(SCOPES::get)
                        .filter(Objects::nonNull)
                        .forEach(scopes::add);
            }
            JsonObject acr = member(claims, "id_token").getJsonObject("acr");
            return new Claims(acr == null ? Optional.empty() : essentialAcr(acr), scopes);
        } catch (DecodeException | ClassCastException malformed) {
            throw OAuthProblems.MALFORMED.problem("claims is not as OpenID Connect wants it.");
        }
    }

    private static JsonObject member(@Nullable JsonObject claims, String name) {
        if (claims == null) {
            throw new DecodeException("no object");
        }
        JsonObject found = claims.getJsonObject(name);
        return found == null ? new JsonObject() : found;
    }

    /** The weakest of these classes: whoever meets that meets one of them. Classes of others mean nothing here. */
    static Optional<Acr> weakest(Collection<String> values) {
        return values.stream().map(Acr::of).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private static Optional<Acr> essentialAcr(JsonObject acr) {
        if (!Boolean.TRUE.equals(acr.getBoolean("essential"))) {
            return Optional.empty();
        }
        JsonArray sent = acr.getJsonArray("values");
        JsonArray values = sent == null ? new JsonArray() : sent.copy();
        if (acr.getString("value") != null) {
            values.add(acr.getString("value"));
        }
        Optional<Acr> known = weakest(values.stream().map(String.class::cast).toList());
        if (known.isEmpty() && !values.isEmpty()) {
            throw OAuthProblems.UNMET_AUTHENTICATION_REQUIREMENTS.problem();
        }
        return known;
    }
}
