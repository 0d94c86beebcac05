package dev.gatehouse.oauth;

import dev.gatehouse.http.Json;
import dev.gatehouse.login.Acr;
import dev.gatehouse.login.Admission;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an access token (RFC 9068, section 2.2).
 *
 * @param subject account, or client where that acts for itself
 * @param jkt thumbprint of the key that whoever uses it must have (RFC 9449), or null
 * @param person what is known of the sign-in; null where a client acts for itself
 */
record AccessToken(
        String id,
        String subject,
        String clientId,
        UUID organisationId,
        String audience,
        Set<String> scopes,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable String jkt,
        @Nullable Person person) {

    /** The person behind a token. */
    record Person(UUID grantId, @Nullable UUID sessionId, Instant authTime, Optional<Acr> acr, List<String> amr) {

        static Person of(Grant grant, Admission admission) {
            return new Person(
                    grant.id(), grant.sessionId(), admission.authTime(), Optional.of(admission.acr()), admission.amr());
        }
    }

    JsonObject toJson(Issuer issuer) {
        Json json = Json.object()
                .put("iss", issuer.text())
                .put("sub", subject)
                .put("aud", audience)
                .put("client_id", clientId)
                .put("scope", Scopes.text(scopes))
                .put("org", organisationId)
                .put("jti", id)
                .put("iat", issuedAt.getEpochSecond())
                .put("exp", expiresAt.getEpochSecond());
        if (jkt != null) {
            json.put("cnf", new JsonObject().put("jkt", jkt));
        }
        if (person != null) {
            json.put("grant", person.grantId())
                    .put("sid", person.sessionId())
                    .put("auth_time", person.authTime().getEpochSecond())
                    .put("acr", person.acr().map(Acr::uri))
                    .put("amr", person.amr());
        }
        return json.done();
    }

    /** Reads claims that we have signed ourselves. */
    static AccessToken of(JsonObject claims) {
        return new AccessToken(
                claims.getString("jti"),
                claims.getString("sub"),
                claims.getString("client_id"),
                UUID.fromString(claims.getString("org")),
                claims.getString("aud"),
                Scopes.parse(claims.getString("scope")),
                Instant.ofEpochSecond(claims.getLong("iat")),
                Instant.ofEpochSecond(claims.getLong("exp")),
                claims.getJsonObject("cnf", new JsonObject()).getString("jkt"),
                claims.containsKey("grant") ? person(claims) : null);
    }

    private static Person person(JsonObject claims) {
        String session = claims.getString("sid");
        return new Person(
                UUID.fromString(claims.getString("grant")),
                session == null ? null : UUID.fromString(session),
                Instant.ofEpochSecond(claims.getLong("auth_time")),
                Acr.of(claims.getString("acr", "")),
                Json.strings(claims.getJsonArray("amr")));
    }
}
