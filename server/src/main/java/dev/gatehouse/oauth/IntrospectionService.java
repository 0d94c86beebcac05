package dev.gatehouse.oauth;

import dev.gatehouse.db.Db;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Tells services whether a token counts, and what it says (RFC 7662). */
final class IntrospectionService {

    private final Db db;
    private final ClientAuthenticator authenticator;
    private final BearerTokens bearer;
    private final RefreshTokens refreshTokens;
    private final GrantStore grants;
    private final Issuer issuer;
    private final Clock clock;

    IntrospectionService(
            Db db,
            ClientAuthenticator authenticator,
            BearerTokens bearer,
            RefreshTokens refreshTokens,
            GrantStore grants,
            Issuer issuer,
            Clock clock) {
        this.db = db;
        this.authenticator = authenticator;
        this.bearer = bearer;
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** What the token says; to a client of another organisation every token is one that does not count (section 2.2). */
    Future<JsonObject> introspect(Request request) {
        String text = request.string("token");
        return authenticator.authenticateConfidential(request).compose(authenticated -> {
            Client caller = authenticated.client();
            return refreshTokens
                    .read(text)
                    .map(token -> refreshToken(token, caller))
                    .orElseGet(() -> accessToken(text, caller));
        });
    }

    private static JsonObject inactive() {
        return new JsonObject().put("active", false);
    }

    private Future<JsonObject> accessToken(String text, Client caller) {
        return bearer.live(text).map(found -> found.filter(token -> caller.serves(token.organisationId()))
                .map(token -> token.toJson(issuer)
                        .put("active", true)
                        .put("token_type", token.jkt() == null ? "Bearer" : "DPoP"))
                .orElseGet(IntrospectionService::inactive));
    }

    /** A refresh token is nobody's business but its own client's. */
    private Future<JsonObject> refreshToken(RefreshToken token, Client caller) {
        return db.query(client -> grants.standing(client, token, caller.id()))
                .map(found -> found.filter(standing -> counts(standing, token))
                        .map(standing -> json(standing.grant()))
                        .orElseGet(IntrospectionService::inactive));
    }

    private boolean counts(GrantStore.Standing standing, RefreshToken token) {
        Grant grant = standing.grant();
        return standing.generation() == token.generation()
                && !standing.revoked()
                && clock.instant().isBefore(grant.idleUntil())
                && clock.instant().isBefore(grant.expiresAt());
    }

    private JsonObject json(Grant grant) {
        Optional<UUID> session = Optional.ofNullable(grant.sessionId());
        return Json.object()
                .put("active", true)
                .put("iss", issuer.text())
                .put("sub", grant.accountId())
                .put("client_id", grant.clientId())
                .put("scope", Scopes.text(grant.scopes()))
                .put("org", grant.organisationId())
                .put("sid", session)
                .put("iat", grant.createdAt().getEpochSecond())
                .put("exp", grant.expiresAt().getEpochSecond())
                .done();
    }
}
