package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clients that authenticate with a key of their own (RFC 7523, OpenID Connect Core 1.0 section 9: private_key_jwt). */
class ClientKeyIT {

    private final World world = new World();
    private final ECKey key = ec("main");
    private final TestApp app = app(key);

    @Test
    void aClientProvesItselfWithAnyOfItsKeys() throws JOSEException {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        TestApp several = app(key, rsa);

        token(app, sign(key, JWSAlgorithm.ES256, claims(app))).expect(200);
        token(several, sign(key, JWSAlgorithm.ES256, claims(several))).expect(200);
        token(several, sign(rsa, JWSAlgorithm.RS256, claims(several))).expect(200);
        token(several, sign(rsa, JWSAlgorithm.PS256, claims(several))).expect(200);
        token(app, sign(key, JWSAlgorithm.ES256, claims(app).put("aud", OAuthIT.ISSUER + "/oauth2/token")))
                .expect(200);
        token(app, sign(key, JWSAlgorithm.ES256, claims(app).put("aud", new JsonArray().add(OAuthIT.ISSUER))))
                .expect(200);
    }

    @Test
    void theAssertionServesEveryEndpointThatClientsCall() {
        String token = token(app, assertion()).expect(200).json().getString("access_token");

        assertThat(app.post("checkToken", "/oauth2/introspect", signed(assertion(), "token", token))
                        .expect(200)
                        .json()
                        .getBoolean("active"))
                .isTrue();
        app.post("revokeToken", "/oauth2/revoke", signed(assertion(), "token", token))
                .expect(200);
        java.util.Map<String, String> request = app.request();
        request.putAll(signed(assertion()));
        app.post("createAuthorizationRequest", "/oauth2/par", request).expect(201);
    }

    /** RFC 7523, section 3, item 7, and abuse case 10. */
    @Test
    void anAssertionIsGoodOnceOnAllNodes() {
        String assertion = assertion();
        List<URI> nodes = List.of(
                world.services().node(0).address(), world.services().node(1).address());

        List<Integer> answers =
                Together.run(8, i -> token(app.at(nodes.get(i % 2)), assertion).status());

        assertThat(answers).containsOnly(200, 401).containsOnlyOnce(200);
    }

    /** RFC 7523, section 3, items 1 to 6. */
    @Test
    void anAssertionMustSayAllOfIt() {
        long now = world.services().clock().instant().getEpochSecond();

        for (JsonObject claims : List.of(
                claims(app).put("aud", "https://elsewhere.example"),
                claims(app).put("aud", OAuthIT.ISSUER + "/"),
                claims(app).put("iss", "somebody"),
                claims(app).put("iss", app(key).clientId),
                claims(app).put("exp", now - 60),
                claims(app).put("exp", now + 3_600),
                claims(app).put("exp", "soon"),
                claims(app).put("exp", 1e300),
                claims(app).put("nbf", now + 300),
                claims(app).put("iat", now + 300),
                claims(app).put("jti", ""),
                claims(app).put("jti", 7))) {
            refused(sign(key, JWSAlgorithm.ES256, claims));
        }
        for (String name : List.of("iss", "aud", "exp", "jti")) {
            JsonObject claims = claims(app);
            claims.remove(name);
            refused(sign(key, JWSAlgorithm.ES256, claims));
        }
    }

    /** Abuse case 15. */
    @Test
    void noTrickOfTheHeaderMakesAnotherKeyGood() throws JOSEException {
        ECKey stranger = ec("main");
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("main").generate();
        String none = encoded("{\"alg\":\"none\"}") + "." + encoded(claims(app).encode()) + ".";
        byte[] secret = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);

        refused(sign(stranger, JWSAlgorithm.ES256, claims(app)));
        refused(sign(rsa, JWSAlgorithm.RS256, claims(app)));
        refused(none);
        refused(sign(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("main").build(), new MACSigner(secret), claims(app)));
        refused(sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .jwk(stranger.toPublicJWK())
                        .jwkURL(URI.create("https://evil.example/jwks"))
                        .build(),
                new ECDSASigner(stranger),
                claims(app)));
        refused("a.b.c");
    }

    @Test
    void aClientUsesTheOneWayThatItIsRegisteredFor() {
        TestApp bySecret = TestApp.thirdParty(world);

        assertThat(app.token(parameters("grant_type", "client_credentials")).status())
                .isEqualTo(401);
        assertThat(bySecret.withSecret(null)
                        .token(signed(
                                sign(key, JWSAlgorithm.ES256, claims(bySecret)), "grant_type", "client_credentials"))
                        .status())
                .isEqualTo(401);
        Answer both = bySecret.token(
                signed(sign(key, JWSAlgorithm.ES256, claims(bySecret)), "grant_type", "client_credentials"));
        assertThat(both.expect(400).json().getString("error")).isEqualTo("invalid_request");
        assertThat(app.token(signed(assertion(), "grant_type", "client_credentials", "client_assertion_type", "jwt"))
                        .status())
                .isEqualTo(401);
        assertThat(app.token(signed(assertion(), "grant_type", "client_credentials", "client_id", bySecret.clientId))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void onlyPublicAndStrongKeysAreRegistered() throws JOSEException {
        var alice = world.stepUp(world.signIn(world.alice)).browser();
        JsonObject settings = TestApp.confidential().put("authMethod", "private_key_jwt");
        JsonObject weak = new JsonObject(
                new RSAKeyGenerator(1024, true).generate().toPublicJWK().toJSONObject());
        JsonObject offCurve = new JsonObject(key.toPublicJWK().toJSONObject()).put("x", "AAAA");

        alice.send("createClient", settings, world.organisation).expect(400, "invalid-request");
        alice.send("createClient", settings.copy().put("jwks", jwks()), world.organisation)
                .expect(400, "invalid-request");
        for (JsonObject bad : List.of(weak, offCurve, new JsonObject(key.toJSONObject()))) {
            JsonObject jwks = new JsonObject().put("keys", new JsonArray().add(bad));
            alice.send("createClient", settings.copy().put("jwks", jwks), world.organisation)
                    .expect(400, "invalid-request");
        }
    }

    @Test
    void aKeyThatWasTakenOutIsGoodNoMore() {
        ECKey next = ec("next");
        var alice = world.stepUp(world.signIn(world.alice)).browser();

        alice.send("updateClient", new JsonObject().put("jwks", jwks(next)), world.organisation, app.clientId)
                .expect(200);

        token(app, sign(next, JWSAlgorithm.ES256, claims(app))).expect(200);
        refused(assertion());
    }

    private void refused(String assertion) {
        assertThat(token(app, assertion).expect(401).json().getString("error")).isEqualTo("invalid_client");
    }

    private String assertion() {
        return sign(key, JWSAlgorithm.ES256, claims(app));
    }

    private static Answer token(TestApp app, String assertion) {
        return app.token(signed(assertion, "grant_type", "client_credentials", "scope", "admin"));
    }

    private static java.util.Map<String, String> signed(String assertion, @Nullable String... more) {
        return TestApp.changed(
                parameters("client_assertion_type", ClientAssertions.TYPE, "client_assertion", assertion), more);
    }

    private JsonObject claims(TestApp client) {
        Instant now = world.services().clock().instant();
        return new JsonObject()
                .put("iss", client.clientId)
                .put("sub", client.clientId)
                .put("aud", OAuthIT.ISSUER)
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plusSeconds(60).getEpochSecond());
    }

    private TestApp app(JWK... keys) {
        return TestApp.of(
                world,
                TestApp.confidential().put("authMethod", "private_key_jwt").put("jwks", jwks(keys)));
    }

    private static JsonObject jwks(JWK... keys) {
        JsonArray all = new JsonArray();
        for (JWK each : keys) {
            all.add(new JsonObject(each.toPublicJWK().toJSONObject()));
        }
        return new JsonObject().put("keys", all);
    }

    static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(JWK key, JWSAlgorithm alg, JsonObject claims) {
        try {
            JWSSigner signer = key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
            return sign(new JWSHeader.Builder(alg).keyID(key.getKeyID()).build(), signer, claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(JWSHeader header, JWSSigner signer, JsonObject claims) {
        try {
            JWSObject object = new JWSObject(header, new Payload(claims.encode()));
            object.sign(signer);
            return object.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
