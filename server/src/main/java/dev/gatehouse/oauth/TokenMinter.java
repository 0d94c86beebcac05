package dev.gatehouse.oauth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Json;
import dev.gatehouse.login.Admission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues codes and tokens: the only code that does. For a person it wants the gate's {@link Admission} of this moment, for a
 * program that acts for itself the {@link AuthenticatedClient}.
 */
final class TokenMinter {

    static final Duration CODE_LIFE = Duration.ofSeconds(60);

    private static final Duration LOGOUT_LIFE = Duration.ofMinutes(2);
    private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final Issuer issuer;
    private final TokenSigner signer;
    private final RefreshTokens refreshTokens;
    private final GrantStore grants;
    private final Tokens tokens;
    private final Clock clock;

    TokenMinter(
            Issuer issuer,
            TokenSigner signer,
            RefreshTokens refreshTokens,
            GrantStore grants,
            Tokens tokens,
            Clock clock) {
        this.issuer = issuer;
        this.signer = signer;
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Issues a code for what has been asked for, and the grant behind it. */
    Future<Token> code(SqlClient client, Admission admission, Client application, AuthorizationRequest request) {
        Instant now = clock.instant();
        Token token = tokens.next();
        Code code = new Code(
                application.id().toString(),
                request.redirectUri(),
                request.challenge(),
                request.nonce(),
                request.dpopJkt());
        Grant grant = grant(admission, application, request.scopes(), request.resource(), request.dpopJkt(), now);
        return grants.insert(client, grant, code, token.sha256(), now.plus(CODE_LIFE))
                .map(token);
    }

    /** Grants a device what it has asked for; its tokens are fetched when it asks next. */
    Future<UUID> grant(SqlClient client, Admission admission, Client application, DeviceRequest device) {
        Grant grant = grant(admission, application, device.scopes(), device.resource(), null, clock.instant());
        return grants.insert(client, grant).map(grant.id());
    }

    private static Grant grant(
            Admission admission,
            Client application,
            Set<String> scopes,
            @Nullable String resource,
            @Nullable String dpopJkt,
            Instant now) {
        boolean offline = scopes.contains(Scopes.OFFLINE_ACCESS);
        Instant end = now.plus(life(application));
        return new Grant(
                Ids.next(),
                application.id(),
                admission.account().id(),
                admission.account().organisationId(),
                admission.sessionId(),
                scopes,
                resource,
                admission.evidence(),
                admission.authTime(),
                offline,
                dpopJkt,
                now,
                now.plus(application.settings().refreshIdle()),
                offline ? end : earlier(end, admission.sessionEnds()));
    }

    private static Instant earlier(Instant end, @Nullable Instant sessionEnds) {
        return sessionEnds != null && sessionEnds.isBefore(end) ? sessionEnds : end;
    }

    /** Without refresh tokens a grant is over with the first access token. */
    private static Duration life(Client application) {
        ClientSettings settings = application.settings();
        return settings.grantTypes().contains(GrantType.REFRESH_TOKEN)
                ? settings.refreshAbsolute()
                : settings.accessTokenLife().plus(CODE_LIFE);
    }

    /** The answer to a code: an access token, and an ID token and a refresh token where they were asked for. */
    JsonObject first(Admission admission, Client application, Grant grant, @Nullable String nonce, Token family) {
        String accessToken = accessToken(admission, application, grant, grant.scopes());
        Json answer = answer(accessToken, grant.scopes(), life(application, grant), grant.dpopJkt());
        if (application.settings().grantTypes().contains(GrantType.REFRESH_TOKEN)) {
            answer.put("refresh_token", refreshTokens.write(new RefreshToken(grant.id(), 0, family)));
        }
        if (grant.scopes().contains(Scopes.OPENID)) {
            answer.put("id_token", idToken(admission, application, grant, nonce, accessToken));
        }
        return answer.done();
    }

    /**
     * The answer to a refresh token. Without an ID token: nothing in one would have changed (OpenID Connect Core 1.0, 12.2).
     *
     * @param scopes of those granted
     */
    JsonObject further(
            Admission admission, Client application, Grant grant, Set<String> scopes, RefreshToken refreshToken) {
        return answer(
                        accessToken(admission, application, grant, scopes),
                        scopes,
                        life(application, grant),
                        grant.dpopJkt())
                .put("refresh_token", refreshTokens.write(refreshToken))
                .done();
    }

    /** A token with which a program acts for itself. */
    JsonObject forItself(
            AuthenticatedClient authenticated, Set<String> scopes, @Nullable String resource, @Nullable String jkt) {
        Client client = authenticated.client();
        Instant now = clock.instant();
        Duration life = client.settings().accessTokenLife();
        AccessToken token = new AccessToken(
                Ids.next().toString(),
                client.id().toString(),
                client.id().toString(),
                client.owner().organisationId(),
                resource == null ? issuer.text() : resource,
                scopes,
                now,
                now.plus(life),
                jkt,
                null);
        return answer(sign(token), scopes, life, jkt).done();
    }

    /** Tells a client that a session has ended (OpenID Connect Back-Channel Logout 1.0, section 2.4); opens nothing. */
    String logoutToken(Client application, Logout logout) {
        Instant now = clock.instant();
        JsonObject claims = Json.object()
                .put("iss", issuer.text())
                .put("sub", logout.accountId())
                .put("aud", application.id())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LOGOUT_LIFE).getEpochSecond())
                .put("jti", Ids.next())
                .put("sid", logout.sessionId())
                .put("events", new JsonObject().put(LOGOUT_EVENT, new JsonObject()))
                .done();
        return signer.sign(
                TokenSigner.LOGOUT_TOKEN,
                JWSAlgorithm.parse(application.settings().idTokenAlg()),
                claims);
    }

    private String accessToken(Admission admission, Client application, Grant grant, Set<String> scopes) {
        Instant now = clock.instant();
        return sign(new AccessToken(
                Ids.next().toString(),
                admission.account().id().toString(),
                application.id().toString(),
                admission.account().organisationId(),
                grant.resource() == null ? issuer.text() : grant.resource(),
                scopes,
                now,
                now.plus(life(application, grant)),
                grant.dpopJkt(),
                AccessToken.Person.of(grant, admission)));
    }

    private String sign(AccessToken token) {
        return signer.sign(TokenSigner.ACCESS_TOKEN, JWSAlgorithm.ES256, token.toJson(issuer));
    }

    private String idToken(
            Admission admission, Client application, Grant grant, @Nullable String nonce, String accessToken) {
        Instant now = clock.instant();
        JsonObject claims = Json.object()
                .put("iss", issuer.text())
                .put("sub", admission.account().id())
                .put("aud", application.id())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(application.settings().accessTokenLife()).getEpochSecond())
                .put("auth_time", admission.authTime().getEpochSecond())
                .put("nonce", nonce)
                .put("acr", admission.acr().uri())
                .put("amr", admission.amr())
                .put("sid", grant.sessionId())
                .put("at_hash", leftHalf(accessToken))
                .done();
        return signer.sign(
                JOSEObjectType.JWT, JWSAlgorithm.parse(application.settings().idTokenAlg()), claims);
    }

    /** OpenID Connect Core 1.0, section 3.1.3.6. Both our algorithms hash with SHA-256. */
    private static String leftHalf(String accessToken) {
        byte[] hash = Tokens.sha256(accessToken.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
    }

    /** No token outlives its grant. */
    private Duration life(Client application, Grant grant) {
        Duration left = Duration.between(clock.instant(), grant.expiresAt());
        Duration usual = application.settings().accessTokenLife();
        return left.compareTo(usual) < 0 ? left : usual;
    }

    private static Json answer(String accessToken, Set<String> scopes, Duration life, @Nullable String jkt) {
        return Json.object()
                .put("access_token", accessToken)
                .put("token_type", jkt == null ? "Bearer" : "DPoP")
                .put("expires_in", life.toSeconds())
                .put("scope", Scopes.text(scopes));
    }
}
