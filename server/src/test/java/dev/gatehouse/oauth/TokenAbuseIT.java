package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an attacker tries with tokens that are not ours, or ours for something else (abuse case 15). */
class TokenAbuseIT {

    private final World world = new World();
    private final TestApp app =
            TestApp.of(world, world.provider, TestApp.confidential().put("firstParty", true));
    private final JsonObject tokens =
            app.signIn(world.signIn(world.alice).browser(), "scope", "openid profile email admin");
    private final String good = tokens.getString("access_token");
    private final JsonObject header = part(good, 0);
    private final JsonObject claims = part(good, 1);

    @Test
    void theGoodOneIsGood() {
        assertThat(accepted(good)).containsExactlyInAnyOrder("userinfo", "introspection", "api");
    }

    @Test
    void unsignedTokensAreRefused() {
        String[] parts = good.split("\\.", -1);
        for (String alg : List.of("none", "None", "NONE", "")) {
            assertNobodyTakes(encode(header.copy().put("alg", alg)) + "." + parts[1] + ".");
            assertNobodyTakes(encode(header.copy().put("alg", alg)) + "." + parts[1] + "." + parts[2]);
        }
        assertNobodyTakes(parts[0] + "." + parts[1] + ".");
        assertNobodyTakes(parts[0] + "." + parts[1]);
        assertNobodyTakes(
                parts[0] + "." + encode(claims.copy().put("sub", world.bob.id().toString())) + "." + parts[2]);
        assertNobodyTakes(parts[0] + "." + parts[1] + "." + "A".repeat(86));
        assertNobodyTakes("nonsense");
    }

    /** The public key as the secret of a symmetric algorithm. */
    @Test
    void tokensSignedWithOurPublicKeyAsASecretAreRefused() throws Exception {
        ECKey published = publishedKey();
        for (byte[] secret : List.of(
                published.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                published.toECPublicKey().getEncoded(),
                ("-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getEncoder()
                                        .encodeToString(
                                                published.toECPublicKey().getEncoded())
                                + "\n-----END PUBLIC KEY-----")
                        .getBytes(StandardCharsets.UTF_8))) {
            assertNobodyTakes(signed(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID(published.getKeyID())
                            .build(),
                    claims,
                    new MACSigner(secret)));
        }
    }

    @Test
    void keysInsideATokenAreNotLookedAt() throws Exception {
        ECKey own = new ECKeyGenerator(Curve.P_256).keyID("own").generate();
        JWSHeader.Builder plain = new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt"));
        List<JWSHeader> headers = List.of(
                plain.keyID(null).build(),
                plain.keyID(header.getString("kid")).build(),
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .jwk(own.toPublicJWK())
                        .keyID("own")
                        .build(),
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .jwkURL(URI.create("https://evil.example/jwks"))
                        .keyID("own")
                        .build(),
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .x509CertURL(URI.create("https://evil.example/cert"))
                        .keyID("own")
                        .build());
        for (JWSHeader each : headers) {
            assertNobodyTakes(signed(each, claims, new ECDSASigner(own)));
        }
    }

    @Test
    void aKeyIdIsAnIdAndNothingElse() throws Exception {
        ECKey own = new ECKeyGenerator(Curve.P_256).generate();
        for (String kid : List.of(
                "../../../../dev/null", "' OR '1'='1", "x'; DROP TABLE oauth_keys; --", "\0", "", "a".repeat(300))) {
            assertNobodyTakes(signed(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID(kid)
                            .build(),
                    claims,
                    new ECDSASigner(own)));
        }
    }

    /** One kind of token is not another (RFC 8725, section 3.11). */
    @Test
    void anIdTokenIsNoAccessTokenAndARefreshTokenNeither() {
        assertNobodyTakes(tokens.getString("id_token"));
        assertThat(app.userInfo(tokens.getString("refresh_token")).status()).isEqualTo(401);
        assertThat(bearer(tokens.getString("refresh_token"))
                        .call("listAccounts", world.organisation)
                        .status())
                .isEqualTo(401);
        String hinted = app.authorize(world.alice.browser(), "prompt", "none", "id_token_hint", good)
                .header("Location");
        assertThat(hinted).contains("error=invalid_request");
    }

    @Test
    void aTokenForAnotherServiceIsNotTakenByUs() {
        TestApp caller = TestApp.of(
                world,
                world.provider,
                TestApp.confidential().put("firstParty", true).put("resources", List.of("https://mail.example/api")));
        String foreign = caller.signIn(
                        world.alice.browser(), "scope", "openid admin", "resource", "https://mail.example/api")
                .getString("access_token");

        assertThat(part(foreign, 1).getString("aud")).isEqualTo("https://mail.example/api");
        assertThat(caller.userInfo(foreign).status()).isEqualTo(401);
        assertThat(bearer(foreign).call("listAccounts", world.organisation).status())
                .isEqualTo(401);
        assertThat(caller.introspect(foreign).json().getBoolean("active")).isTrue();
        assertThat(TestApp.parameters(caller.authorize(world.alice.browser(), "resource", "https://other.example")))
                .containsEntry("error", "invalid_target");
    }

    @Test
    void anExpiredTokenIsNotTaken() {
        world.services().clock().advance(Duration.ofSeconds(301));

        assertNobodyTakes(good);
    }

    @Test
    void aTokenOfASuspendedApplicationIsNotTaken() {
        world.stepUp(world.provider)
                .browser()
                .send("updateClient", new JsonObject().put("state", "suspended"), app.organisation, app.clientId)
                .expect(200);

        dev.gatehouse.testing.Eventually.get(() -> {
            assertThat(app.userInfo(good).status()).isEqualTo(401);
            return true;
        });
    }

    /** Another organisation's service learns nothing, not even that the token is one. */
    @Test
    void anotherOrganisationsClientLearnsNothingOfAToken() {
        TestApp eves = TestApp.of(world, world.eve, TestApp.confidential());

        assertThat(eves.introspect(good).expect(200).json()).isEqualTo(new JsonObject().put("active", false));
        assertThat(eves.introspect(tokens.getString("refresh_token"))
                        .expect(200)
                        .json())
                .isEqualTo(new JsonObject().put("active", false));
        eves.revoke(good).expect(200);
        eves.revoke(tokens.getString("refresh_token")).expect(200);
        assertThat(accepted(good)).hasSize(3);
        assertThat(TestApp.firstParty(world).introspect(good).status())
                .as("a public client")
                .isEqualTo(401);
    }

    @Test
    void aClientIsWhoItProvesToBe() {
        String basic = TestApp.basic(app.clientId, "x".repeat(43));
        assertThat(app.withSecret("A".repeat(43)).introspect(good).expect(401).header("WWW-Authenticate"))
                .startsWith("Basic");
        assertThat(app.withSecret(null).introspect(good).expect(401).json().getString("error"))
                .isEqualTo("invalid_client");
        assertThat(app.post(
                                "checkToken",
                                "/oauth2/introspect",
                                TestApp.parameters(
                                        "token", good, "client_id", app.clientId, "client_secret", app.secret))
                        .status())
                .as("another method than the registered one")
                .isEqualTo(401);
        for (String header : List.of(basic, "Basic", "Basic %%%", "Bearer " + good, "Basic " + basic)) {
            ApiClient client = world.services().browser().header("Authorization", header);
            assertThat(client.raw(
                                    "checkToken",
                                    "/oauth2/introspect",
                                    "application/x-www-form-urlencoded",
                                    ("token=" + good).getBytes(StandardCharsets.UTF_8))
                            .status())
                    .as(header)
                    .isEqualTo(401);
        }
    }

    private void assertNobodyTakes(String token) {
        assertThat(accepted(token)).as(token).isEmpty();
    }

    private Set<String> accepted(String token) {
        List<String> taken = new ArrayList<>();
        if (app.userInfo(token).status() == 200) {
            taken.add("userinfo");
        }
        if (app.introspect(token).expect(200).json().getBoolean("active")) {
            taken.add("introspection");
        }
        if (bearer(token).call("listAccounts", world.organisation).status() == 200) {
            taken.add("api");
        }
        return Set.copyOf(taken);
    }

    private ApiClient bearer(String token) {
        return world.services().browser().header("Authorization", "Bearer " + token);
    }

    private ECKey publishedKey() throws Exception {
        String keys = world.services().browser().call("getJwks").expect(200).text();
        return JWKSet.parse(keys).getKeyByKeyId(header.getString("kid")).toECKey();
    }

    private static String signed(JWSHeader header, JsonObject claims, JWSSigner signer) throws Exception {
        JWSObject token = new JWSObject(header, new Payload(claims.encode()));
        token.sign(signer);
        return token.serialize();
    }

    private static JsonObject part(String token, int number) {
        return new JsonObject(
                new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[number]), StandardCharsets.UTF_8));
    }

    private static String encode(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
