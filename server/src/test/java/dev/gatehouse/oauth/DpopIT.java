package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tokens that are worth nothing without a key (RFC 9449). */
class DpopIT {

    private static final String TOKEN = OAuthIT.ISSUER + "/oauth2/token";
    private static final String USER_INFO = OAuthIT.ISSUER + "/oauth2/userinfo";

    private final World world = new World();
    private final TestApp app = TestApp.firstParty(world);
    private final ECKey key = ClientKeyIT.ec("mine");
    private final ECKey other = ClientKeyIT.ec("theirs");

    @Test
    void aBoundTokenWorksWithItsKeyOnly() throws Exception {
        JsonObject tokens = signIn();
        String token = tokens.getString("access_token");
        JsonObject claims = new JsonObject(JWSObject.parse(token).getPayload().toString());

        assertThat(tokens.getString("token_type")).isEqualTo("DPoP");
        assertThat(claims.getJsonObject("cnf").getString("jkt"))
                .isEqualTo(key.computeThumbprint().toString());
        userInfo("DPoP " + token, proof(key, "GET", USER_INFO, token)).expect(200);
        for (Answer refused : List.of(
                app.userInfo(token),
                userInfo("Bearer " + token, proof(key, "GET", USER_INFO, token)),
                userInfo("DPoP " + token, null),
                userInfo("DPoP " + token, proof(other, "GET", USER_INFO, token)),
                userInfo("DPoP " + token, proof(key, "GET", USER_INFO, null)),
                userInfo("DPoP " + token, proof(key, "GET", USER_INFO, token + "x")),
                userInfo("DPoP " + token, proof(key, "POST", USER_INFO, token)),
                userInfo("DPoP " + token, proof(key, "GET", TOKEN, token)))) {
            assertThat(refused.expect(401).json().getString("error")).isEqualTo("invalid_dpop_proof");
            assertThat(refused.header("WWW-Authenticate"))
                    .startsWith("DPoP error=\"invalid_dpop_proof\", algs=\"ES256");
        }
        Answer inForm = world.services()
                .browser()
                .header("X-Gatehouse-Request", null)
                .raw(
                        "requestUserInfo",
                        "/oauth2/userinfo",
                        "application/x-www-form-urlencoded",
                        bytes("access_token=" + token));
        inForm.expect(401);
    }

    @Test
    void anOrdinaryTokenIsNoDpopToken() {
        String token = app.signIn(world.signIn(world.bob).browser()).getString("access_token");

        userInfo("DPoP " + token, proof(key, "GET", USER_INFO, token)).expect(401);
    }

    @Test
    void theApiTakesABoundTokenWithItsProof() {
        String code = app.code(world.signIn(world.alice).browser(), "scope", "openid admin");
        String token =
                redeem(code, proof(key, "POST", TOKEN, null)).expect(200).json().getString("access_token");
        String address = OAuthIT.ISSUER + "/api/v1/organisations/" + world.organisation + "/accounts";

        program("DPoP " + token, proof(key, "GET", address, token))
                .call("listAccounts", world.organisation)
                .expect(200);
        program("DPoP " + token, proof(key, "GET", address + "?limit=5#x", token))
                .query("listAccounts", Map.of("limit", "5"), world.organisation)
                .expect(200);
        program("Bearer " + token, null)
                .call("listAccounts", world.organisation)
                .expect(401, "dpop-proof-required");
        program("DPoP " + token, proof(other, "GET", address, token))
                .call("listAccounts", world.organisation)
                .expect(401, "dpop-proof-required");
        assertThat(app.introspect(token).status()).isEqualTo(401);
    }

    /** Section 11.1, on all nodes. */
    @Test
    void aProofIsGoodOnce() {
        String token = signIn().getString("access_token");
        String proof = proof(key, "GET", USER_INFO, token);
        List<URI> nodes = List.of(
                world.services().node(0).address(), world.services().node(1).address());

        List<Integer> answers = Together.run(8, i -> program("DPoP " + token, proof)
                .at(nodes.get(i % 2))
                .call("getUserInfo")
                .status());

        assertThat(answers).containsOnly(200, 401).containsOnlyOnce(200);
    }

    /** Section 5: the refresh token of a public client is bound, so a stolen one is of no use, and does not end the family. */
    @Test
    void aRefreshTokenNeedsTheSameKey() {
        String refreshToken = signIn().getString("refresh_token");

        assertThat(error(refresh(refreshToken, null))).isEqualTo("invalid_grant");
        assertThat(error(refresh(refreshToken, proof(other, "POST", TOKEN, null))))
                .isEqualTo("invalid_grant");
        JsonObject next = refresh(refreshToken, proof(key, "POST", TOKEN, null))
                .expect(200)
                .json();
        assertThat(next.getString("token_type")).isEqualTo("DPoP");
        // 14: within the grace, the one before is good for whoever has the key, and for nobody else.
        refresh(refreshToken, proof(key, "POST", TOKEN, null)).expect(200);
        assertThat(error(refresh(refreshToken, proof(other, "POST", TOKEN, null))))
                .isEqualTo("invalid_grant");
        assertThat(error(refresh(next.getString("refresh_token"), proof(key, "POST", TOKEN, null))))
                .isEqualTo("invalid_grant");
    }

    /** Section 10. */
    @Test
    void aCodeMayBeBoundBeforehand() throws JOSEException {
        ApiClient bob = world.signIn(world.bob).browser();
        String jkt = key.computeThumbprint().toString();

        assertThat(error(app.redeem(app.code(bob, "dpop_jkt", jkt)))).isEqualTo("invalid_grant");
        assertThat(error(redeem(app.code(bob, "dpop_jkt", jkt), proof(other, "POST", TOKEN, null))))
                .isEqualTo("invalid_grant");
        redeem(app.code(bob, "dpop_jkt", jkt), proof(key, "POST", TOKEN, null)).expect(200);
        assertThat(parameters(app.authorize(bob, "dpop_jkt", "short"))).containsEntry("error", "invalid_request");
        // Section 10.1: a proof beside a pushed request does the same.
        String par = OAuthIT.ISSUER + "/oauth2/par";
        JsonObject pushed = form(
                        "createAuthorizationRequest", "/oauth2/par", app.request(), proof(key, "POST", par, null))
                .expect(201)
                .json();
        Answer back = TestApp.visit(
                bob, "/oauth2/authorize?client_id=" + app.clientId + "&request_uri=" + pushed.getString("request_uri"));
        assertThat(error(app.redeem(parameters(back).get("code")))).isEqualTo("invalid_grant");
    }

    /** Section 4.3, line by line, and abuse case 15. */
    @Test
    void aProofMustFitTheRequest() throws JOSEException {
        long now = world.services().clock().instant().getEpochSecond();
        JsonObject good = claims("POST", TOKEN, null);

        for (JsonObject claims : List.of(
                good.copy().put("htm", "GET"),
                good.copy().put("htm", "post"),
                good.copy().put("htu", USER_INFO),
                good.copy().put("htu", "https://evil.example/oauth2/token"),
                good.copy().put("iat", now - 100),
                good.copy().put("iat", now + 60),
                good.copy().put("iat", "now"),
                good.copy().put("iat", 1e300),
                good.copy().put("jti", ""),
                without(good, "jti"),
                without(good, "iat"),
                without(good, "htu"),
                without(good, "htm"))) {
            refused(sign(header(key).build(), key, claims));
        }
        refused(sign(header(other).build(), key, good));
        refused(sign(header(key).type(JOSEObjectType.JWT).build(), key, good));
        refused(sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .build(),
                key,
                good));
        refused(ClientKeyIT.sign(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                new MACSigner(bytes(key.toPublicJWK().toJSONString())),
                good));
        refused("a.b.c");
        redeem(code(), sign(header(key).build(), key, good.copy().put("iat", now + 5)))
                .expect(200);
    }

    @Test
    void aClientMayBeRegisteredToUseNothingElse() {
        TestApp strict = TestApp.of(
                world,
                world.provider,
                TestApp.publicClient().put("firstParty", true).put("dpopBound", true));

        Answer refused = strict.redeem(strict.code(world.signIn(world.bob).browser()));

        assertThat(error(refused)).isEqualTo("invalid_dpop_proof");
    }

    private void refused(String proof) {
        assertThat(error(redeem(code(), proof))).isEqualTo("invalid_dpop_proof");
    }

    private String code() {
        return app.code(world.signIn(world.bob).browser());
    }

    private JsonObject signIn() {
        return redeem(code(), proof(key, "POST", TOKEN, null)).expect(200).json();
    }

    private Answer redeem(String code, @Nullable String proof) {
        return form(
                "issueToken",
                "/oauth2/token",
                parameters(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        TestApp.REDIRECT,
                        "code_verifier",
                        TestApp.VERIFIER,
                        "client_id",
                        app.clientId),
                proof);
    }

    private Answer refresh(String refreshToken, @Nullable String proof) {
        return form(
                "issueToken",
                "/oauth2/token",
                parameters("grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", app.clientId),
                proof);
    }

    private Answer form(String operation, String path, Map<String, String> parameters, @Nullable String proof) {
        return world.services()
                .browser()
                .header("X-Gatehouse-Request", null)
                .header("DPoP", proof)
                .raw(operation, path, "application/x-www-form-urlencoded", bytes(TestApp.form(parameters)));
    }

    private Answer userInfo(String authorization, @Nullable String proof) {
        return program(authorization, proof).call("getUserInfo");
    }

    private ApiClient program(String authorization, @Nullable String proof) {
        return world.services().browser().header("Authorization", authorization).header("DPoP", proof);
    }

    private String proof(ECKey with, String method, String address, @Nullable String accessToken) {
        return sign(header(with).build(), with, claims(method, address, accessToken));
    }

    private JsonObject claims(String method, String address, @Nullable String accessToken) {
        JsonObject claims = new JsonObject()
                .put("jti", UUID.randomUUID().toString())
                .put("htm", method)
                .put("htu", address)
                .put("iat", world.services().clock().instant().getEpochSecond());
        if (accessToken != null) {
            byte[] hash = Tokens.sha256(accessToken);
            claims.put("ath", Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        }
        return claims;
    }

    private static JsonObject without(JsonObject claims, String name) {
        JsonObject rest = claims.copy();
        rest.remove(name);
        return rest;
    }

    private static JWSHeader.Builder header(ECKey key) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(key.toPublicJWK());
    }

    private static String sign(JWSHeader header, ECKey key, JsonObject claims) {
        try {
            return ClientKeyIT.sign(header, new ECDSASigner(key), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String error(Answer answer) {
        return answer.expect(400).json().getString("error");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
