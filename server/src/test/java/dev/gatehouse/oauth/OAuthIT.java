package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole way of a code, as an application and its people walk it. */
class OAuthIT {

    static final String ISSUER = "http://localhost:8080";

    private final World world = new World();

    @Test
    void whoeverIsSignedInComesBackWithACodeAndTheApplicationGetsTokens() throws Exception {
        TestApp app = TestApp.firstParty(world);
        ApiClient bob = world.signIn(world.bob).browser();

        Answer redirect = app.authorize(bob).expect(303);
        Map<String, String> answer = parameters(redirect);
        JsonObject tokens = app.redeem(answer.get("code")).expect(200).json();

        assertThat(redirect.header("Location")).startsWith(TestApp.REDIRECT + "?code=");
        assertThat(redirect.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer).containsEntry("state", "s t&te").containsEntry("iss", ISSUER);
        assertThat(tokens.getString("token_type")).isEqualTo("Bearer");
        assertThat(tokens.getInteger("expires_in")).isEqualTo(300);
        JWTClaimsSet idToken = verified(tokens.getString("id_token"), JWSAlgorithm.ES256, "JWT");
        assertThat(idToken.getIssuer()).isEqualTo(ISSUER);
        assertThat(idToken.getSubject()).isEqualTo(world.bob.id().toString());
        assertThat(idToken.getAudience()).containsExactly(app.clientId);
        assertThat(idToken.getStringClaim("nonce")).isEqualTo("n-0S6_WzA2Mj");
        assertThat(idToken.getStringClaim("acr")).isEqualTo("urn:gatehouse:acr:password");
        assertThat(idToken.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(idToken.getLongClaim("auth_time")).isPositive();
        assertThat(idToken.getStringClaim("sid")).isNotBlank();
        JWTClaimsSet accessToken = verified(tokens.getString("access_token"), JWSAlgorithm.ES256, "at+jwt");
        assertThat(accessToken.getAudience()).containsExactly(ISSUER);
        assertThat(accessToken.getStringClaim("client_id")).isEqualTo(app.clientId);
        assertThat(accessToken.getStringClaim("org")).isEqualTo(world.organisation.toString());
    }

    @Test
    void whoeverIsNotSignedInSignsInFirstAndTheRequestWaits() {
        TestApp app = TestApp.firstParty(world);
        ApiClient bob = world.bob.browser();

        Answer toPage = app.authorize(bob, "login_hint", world.bob.email()).expect(303);
        JsonObject token = new JsonObject().put("token", parameters(toPage).get("request"));
        JsonObject before = bob.send("checkAuthorization", token).expect(200).json();
        world.signIn(world.bob);
        JsonObject after = bob.send("checkAuthorization", token).expect(200).json();
        Answer back = TestApp.visit(bob, after.getString("continueAt")).expect(303);

        assertThat(toPage.header("Location")).startsWith("/sign-in?request=");
        assertThat(before.getString("step")).isEqualTo("sign-in");
        assertThat(before.getString("loginHint")).isEqualTo(world.bob.email());
        assertThat(before.getString("destination")).isEqualTo("app.example");
        assertThat(after.getString("step")).isEqualTo("done");
        assertThat(after.getString("email")).isEqualTo(world.bob.email());
        assertThat(app.redeem(parameters(back).get("code")).expect(200).json().getString("id_token"))
                .isNotBlank();
        assertThat(TestApp.visit(bob, after.getString("continueAt")).expect(410).text())
                .contains("/error?error=request-gone");
    }

    @Test
    void aThirdPartyIsAllowedOnceAndThenKnown() {
        TestApp app = TestApp.thirdParty(world);
        ApiClient bob = world.signIn(world.bob).browser();

        Answer toPage = app.authorize(bob).expect(303);
        JsonObject token = new JsonObject().put("token", parameters(toPage).get("request"));
        JsonObject asked = bob.send("checkAuthorization", token).expect(200).json();
        String continueAt = bob.send(
                        "approveAuthorization",
                        token.copy().put("step", "consent").put("scopes", asked.getJsonArray("scopes")))
                .expect(200)
                .json()
                .getString("continueAt");
        Answer back = TestApp.visit(bob, continueAt).expect(303);

        assertThat(toPage.header("Location")).startsWith("/consent?request=");
        assertThat(asked.getString("step")).isEqualTo("consent");
        assertThat(asked.getJsonObject("client").getString("name")).isEqualTo("Partner portal");
        assertThat(asked.getJsonArray("scopes"))
                .isEqualTo(new JsonArray().add("openid").add("profile").add("email"));
        app.redeem(parameters(back).get("code")).expect(200);
        app.code(bob);
        assertThat(app.authorize(bob, "scope", "openid offline_access").header("Location"))
                .startsWith("/consent?request=");
        assertThat(app.authorize(bob, "prompt", "consent").header("Location")).startsWith("/consent?request=");
    }

    @Test
    void whoeverSaysNoSendsTheApplicationARefusal() {
        TestApp app = TestApp.thirdParty(world);
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject token =
                new JsonObject().put("token", parameters(app.authorize(bob)).get("request"));

        String continueAt =
                bob.send("denyAuthorization", token).expect(200).json().getString("continueAt");
        Answer back = TestApp.visit(bob, continueAt).expect(303);

        assertThat(back.header("Location")).startsWith(TestApp.REDIRECT);
        assertThat(parameters(back))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "s t&te")
                .containsEntry("iss", ISSUER);
        assertThat(TestApp.visit(bob, continueAt).status()).isEqualTo(410);
    }

    @Test
    void userinfoTellsWhatTheScopesAllow() {
        TestApp app = TestApp.firstParty(world);
        ApiClient bob = world.signIn(world.bob).browser();

        String all = app.signIn(bob).getString("access_token");
        String little = app.signIn(bob, "scope", "openid").getString("access_token");
        String none = app.signIn(bob, "scope", "profile").getString("access_token");

        assertThat(app.userInfo(all).expect(200).json())
                .isEqualTo(new JsonObject()
                        .put("sub", world.bob.id().toString())
                        .put("name", "bob")
                        .put("preferred_username", world.bob.email())
                        .put("email", world.bob.email())
                        .put("email_verified", false));
        assertThat(app.userInfo(little).expect(200).json().fieldNames()).containsExactly("sub");
        Answer refused = app.userInfo(none).expect(403);
        assertThat(refused.json().getString("error")).isEqualTo("insufficient_scope");
        assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
        Answer nobody = world.services().browser().call("getUserInfo").expect(401);
        assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
        ApiClient post = world.services().browser().header("X-Gatehouse-Request", null);
        assertThat(post.copy()
                        .header("Authorization", "Bearer " + little)
                        .call("requestUserInfo")
                        .expect(200)
                        .json()
                        .getString("sub"))
                .isEqualTo(world.bob.id().toString());
        post.raw(
                        "requestUserInfo",
                        "/oauth2/userinfo",
                        "application/x-www-form-urlencoded",
                        ("access_token=" + little).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .expect(200);
    }

    @Test
    void refreshTokensAreReplacedEachTime() {
        TestApp app = TestApp.firstParty(world);
        JsonObject first = app.signIn(world.signIn(world.bob).browser());

        JsonObject second =
                app.refresh(first.getString("refresh_token")).expect(200).json();
        JsonObject third =
                app.refresh(second.getString("refresh_token")).expect(200).json();

        assertThat(third.getString("refresh_token")).isNotEqualTo(second.getString("refresh_token"));
        assertThat(third.getString("scope")).isEqualTo(second.getString("scope"));
        app.userInfo(third.getString("access_token")).expect(200);
        JsonObject narrow = app.refresh(third.getString("refresh_token"), "scope", "openid")
                .expect(200)
                .json();
        assertThat(narrow.getString("scope")).isEqualTo("openid");
    }

    @Test
    void aProgramActsForItsOrganisation() {
        TestApp app = TestApp.thirdParty(world);

        JsonObject tokens = app.token(parameters("grant_type", "client_credentials", "scope", "admin"))
                .expect(200)
                .json();
        ApiClient program = world.services()
                .browser()
                .header("X-Gatehouse-Request", null)
                .header("Authorization", "Bearer " + tokens.getString("access_token"));

        assertThat(tokens.fieldNames()).containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
        program.call("listAccounts", world.organisation).expect(200);
        program.call("listAuditEntries", world.organisation).expect(200);
        program.call("listAccounts", world.otherOrganisation).expect(404);
        program.call("listOrganisations").expect(403, "forbidden");
        Answer stepUp = program.call("deleteAccount", world.organisation, world.bob.id())
                .expect(401, "insufficient-user-authentication");
        assertThat(stepUp.header("WWW-Authenticate")).contains("insufficient_user_authentication");
        program.call("listSessions").expect(403, "insufficient-scope");
        app.userInfo(tokens.getString("access_token")).expect(403);
        assertThat(app.introspect(tokens.getString("access_token")).json().getBoolean("active"))
                .isTrue();
        app.revoke(tokens.getString("access_token")).expect(200);
        program.call("listAccounts", world.organisation).expect(401, "invalid-token");
    }

    @Test
    void theApiTakesAPersonsTokenAsFarAsRolesAndScopeGo() {
        TestApp app = TestApp.firstParty(world);
        String admin = app.signIn(world.signIn(world.alice).browser(), "scope", "openid admin")
                .getString("access_token");
        String noScope = app.signIn(world.alice.browser()).getString("access_token");
        String noRole = app.signIn(world.signIn(world.bob).browser(), "scope", "openid admin")
                .getString("access_token");

        bearer(admin).call("listAccounts", world.organisation).expect(200);
        bearer(admin)
                .call("listAccountSessions", world.organisation, world.bob.id())
                .expect(200);
        bearer(admin).call("listAccounts", world.otherOrganisation).expect(404, "not-found");
        bearer(noScope).call("listAccounts", world.organisation).expect(403, "insufficient-scope");
        bearer(noRole).call("listAccounts", world.organisation).expect(403, "forbidden");
        bearer(admin).call("listSessions").expect(403, "insufficient-scope");
        bearer(admin)
                .call("deleteAccount", world.organisation, world.bob.id())
                .expect(401, "insufficient-user-authentication");
    }

    /** A cookie that comes along is not looked at: the token alone says what may be done. */
    @Test
    void aTokenIsNotMixedWithTheSessionOfTheBrowser() {
        TestApp app = TestApp.firstParty(world);
        String weak = app.signIn(world.signIn(world.bob).browser(), "scope", "openid admin")
                .getString("access_token");
        ApiClient alice = world.signIn(world.alice).browser();

        alice.copy()
                .header("Authorization", "Bearer " + weak)
                .call("listAccounts", world.organisation)
                .expect(403, "forbidden");
        alice.copy()
                .header("Authorization", "Bearer nonsense")
                .call("listSessions")
                .expect(401, "invalid-token");
        alice.call("listAccounts", world.organisation).expect(200);
    }

    @Test
    void whatIsConnectedIsSeenAndTakenBack() {
        TestApp app = TestApp.firstParty(world);
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject tokens = app.signIn(bob, "scope", "openid offline_access");

        JsonObject listed = bob.call("listConnectedApps").expect(200).items().getJsonObject(0);
        bob.call("removeConnectedApp", app.clientId).expect(204);

        assertThat(listed.getString("clientId")).isEqualTo(app.clientId);
        assertThat(listed.getBoolean("offline")).isTrue();
        assertThat(listed.getJsonArray("scopes"))
                .isEqualTo(new JsonArray().add("offline_access").add("openid"));
        assertThat(bob.call("listConnectedApps").items()).isEmpty();
        bob.call("removeConnectedApp", app.clientId).expect(404);
        app.userInfo(tokens.getString("access_token")).expect(401);
        assertThat(app.refresh(tokens.getString("refresh_token"))
                        .expect(400)
                        .json()
                        .getString("error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void theDocumentsLeadToEverything() {
        ApiClient anybody = world.services().browser();

        JsonObject openid = anybody.call("getOpenidConfiguration").expect(200).json();
        Answer oauth = anybody.call("getAuthorizationServerMetadata").expect(200);

        assertThat(oauth.json()).isEqualTo(openid);
        assertThat(openid.getString("issuer")).isEqualTo(ISSUER);
        assertThat(openid.getString("jwks_uri")).isEqualTo(ISSUER + "/oauth2/jwks");
        assertThat(oauth.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(oauth.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void aFormPostedAnswerIsAPageThatRunsOneScriptOnly() {
        TestApp app = TestApp.firstParty(world);
        ApiClient bob = world.signIn(world.bob).browser();

        Answer page = app.authorize(bob, "response_mode", "form_post", "state", "\"><script>")
                .expect(200);

        assertThat(page.text())
                .contains("<form method=\"post\" action=\"" + TestApp.REDIRECT + "\">", "name=\"code\"")
                .contains("value=\"&quot;&gt;&lt;script&gt;\"");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'sha256-")
                .doesNotContain("unsafe");
    }

    private ApiClient bearer(String token) {
        return world.services().browser().header("Authorization", "Bearer " + token);
    }

    /** Checked as a client would, with the published keys and another library's rules. */
    private JWTClaimsSet verified(String token, JWSAlgorithm alg, String type) throws Exception {
        JWKSet keys = JWKSet.parse(
                world.services().browser().call("getJwks").expect(200).text());
        DefaultJWTProcessor<com.nimbusds.jose.proc.SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(alg, new ImmutableJWKSet<>(keys)));
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(type)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return processor.process(token, null);
    }
}
