package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an application may ask about how, when and as whom a person signs in (OpenID Connect Core 1.0, section 3.1.2.1). */
class OAuthPromptIT {

    private static final String MFA = "https://refeds.org/profile/mfa";

    private final World world = new World();
    private final TestApp app = TestApp.firstParty(world);
    private final ApiClient bob = world.bob.browser();

    @Test
    void promptNoneAsksNobody() {
        assertThat(refusal("prompt", "none")).isEqualTo("login_required");
        world.signIn(world.bob);
        app.code(bob, "prompt", "none");
        TestApp stranger = TestApp.thirdParty(world);
        assertThat(parameters(stranger.authorize(bob, "prompt", "none"))).containsEntry("error", "consent_required");
        assertThat(refusal("prompt", "none login")).isEqualTo("invalid_request");
        assertThat(refusal("prompt", "nonsense")).isEqualTo("invalid_request");
    }

    @Test
    void promptLoginWantsANewProof() {
        world.signIn(world.bob);
        JsonObject before = claims(app.signIn(bob));

        String token = waiting("prompt", "login");
        assertThat(step(token)).isEqualTo("confirm");
        assertThat(TestApp.visit(bob, continueAt(token)).header("Location")).startsWith("/sign-in?request=");
        world.services().clock().advance(Duration.ofSeconds(2));
        world.stepUp(world.bob);
        assertThat(step(token)).isEqualTo("done");
        JsonObject after = claims(finish(token));

        assertThat(after.getLong("auth_time")).isGreaterThan(before.getLong("auth_time"));
        assertThat(after.getString("sid")).isEqualTo(before.getString("sid"));
    }

    @Test
    void maxAgeWantsAProofThatIsNotOlder() {
        world.signIn(world.bob);
        app.code(bob, "max_age", "10000");
        world.services().clock().advance(Duration.ofSeconds(2));

        String token = waiting("max_age", "1");

        assertThat(step(token)).isEqualTo("confirm");
        world.services().clock().advance(Duration.ofSeconds(1));
        world.signIn(world.bob);
        finish(token);
        assertThat(refusal("max_age", "soon")).isEqualTo("invalid_request");
        world.services().clock().advance(Duration.ofSeconds(2));
        assertThat(refusal("max_age", "1", "prompt", "none")).isEqualTo("login_required");
    }

    @Test
    void promptSelectAccountLetsThePersonChoose() {
        world.signIn(world.bob);

        String token = waiting("prompt", "select_account");

        assertThat(step(token)).isEqualTo("choose");
        approve(token, "choose").expect(200);
        assertThat(step(token)).isEqualTo("done");
        finish(token);
        assertThat(refusal("prompt", "select_account none")).isEqualTo("invalid_request");
    }

    /** Whoever says which account is meant has not said yes to anything else. */
    @Test
    void choosingAnAccountIsNoConsent() {
        TestApp third = TestApp.thirdParty(world);
        world.signIn(world.bob);
        String token = Objects.requireNonNull(
                parameters(third.authorize(bob, "prompt", "select_account")).get("request"));

        approve(token, "consent").expect(409, "conflict");
        approve(token, "choose").expect(200);
        assertThat(step(token)).isEqualTo("consent");
        approve(token, "choose").expect(409, "conflict");
        approve(token, "consent").expect(200);

        assertThat(step(token)).isEqualTo("done");
        approve(token, "consent").expect(409, "conflict");
    }

    @Test
    void anIdTokenHintSaysWhoIsExpected() {
        world.signIn(world.bob);
        String bobs = app.signIn(bob).getString("id_token");
        world.services().clock().advance(Duration.ofMinutes(10));

        app.code(bob, "id_token_hint", bobs, "prompt", "none");
        ApiClient alice = world.signIn(world.alice).browser();
        assertThat(parameters(app.authorize(alice, "id_token_hint", bobs, "prompt", "none")))
                .containsEntry("error", "login_required");
        assertThat(app.authorize(alice, "id_token_hint", bobs).header("Location"))
                .startsWith("/sign-in?request=");
        assertThat(refusal("id_token_hint", "nonsense")).isEqualTo("invalid_request");
        assertThat(parameters(TestApp.firstParty(world).authorize(bob, "id_token_hint", bobs)))
                .as("an ID token of another client")
                .containsEntry("error", "invalid_request");
    }

    @Test
    void aWantedClassIsReachedByAStepUp() {
        AuthenticatorApp totp = world.withTotp(world.bob);
        trustThisDevice(totp);

        String token = waiting("acr_values", MFA);
        assertThat(step(token)).isEqualTo("factor");
        world.services().clock().advance(Duration.ofSeconds(1));
        bob.send("beginStepUp", new JsonObject().put("action", "manage")).expect(200);
        bob.send("answerTotp", totp.nextAnswer()).expect(200);
        assertThat(step(token)).isEqualTo("done");
        JsonObject claims = claims(finish(token));

        assertThat(claims.getString("acr")).isEqualTo(MFA);
        assertThat(claims.getJsonArray("amr")).contains("pwd", "otp", "mfa");
    }

    @Test
    void aClassThatNobodyCanReachIsNoHindranceUnlessItIsEssential() {
        world.signIn(world.bob);

        JsonObject claims = claims(app.signIn(bob, "acr_values", MFA + " phr"));
        assertThat(claims.getString("acr")).isEqualTo("urn:gatehouse:acr:password");
        app.code(bob, "acr_values", "urn:nobody:knows");
        assertThat(refusal("claims", essential(MFA))).isEqualTo("unmet_authentication_requirements");
        assertThat(refusal("claims", essential("urn:nobody:knows"))).isEqualTo("unmet_authentication_requirements");
        app.code(bob, "claims", essential("urn:gatehouse:acr:password"));
        assertThat(refusal("claims", "{")).isEqualTo("invalid_request");
        assertThat(refusal("claims", "[]")).isEqualTo("invalid_request");
    }

    @Test
    void claimsThatAreAskedForByNameAreGiven() {
        world.signIn(world.bob);

        String token = app.signIn(bob, "scope", "openid", "claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}")
                .getString("access_token");

        assertThat(app.userInfo(token).json().getString("name")).isEqualTo("bob");
    }

    @Test
    void whatIsUnknownIsIgnored() {
        world.signIn(world.bob);

        app.code(
                bob,
                "display",
                "popup",
                "ui_locales",
                "se",
                "claims_locales",
                "se",
                "extra",
                "foobar",
                "scope",
                "openid profile nonsense address phone");
    }

    @Test
    void requestObjectsAreRefused() {
        assertThat(refusal("request", "eyJ")).isEqualTo("request_not_supported");
        assertThat(refusal("request_uri", "https://app.example/request")).isEqualTo("request_uri_not_supported");
        assertThat(refusal("response_type", null)).isEqualTo("invalid_request");
        assertThat(refusal("response_type", "id_token")).isEqualTo("unsupported_response_type");
        assertThat(refusal("response_mode", "fragment")).isEqualTo("invalid_request");
        assertThat(refusal("scope", "nonsense")).isEqualTo("invalid_scope");
        assertThat(refusal("scope", null)).isEqualTo("invalid_scope");
    }

    @Test
    void aRequestMayAlsoBePosted() {
        world.signIn(world.bob);

        Answer answer = bob.copy()
                .raw(
                        "requestAuthorization",
                        "/oauth2/authorize",
                        "application/x-www-form-urlencoded",
                        TestApp.form(app.request()).getBytes(StandardCharsets.UTF_8))
                .expect(303);

        assertThat(parameters(answer)).containsKey("code");
    }

    /** An application serves the people of the organisation that has registered it; the provider's serve everybody. */
    @Test
    void peopleOfAnotherOrganisationAreRefused() {
        TestApp alices = TestApp.thirdParty(world);
        ApiClient eve = world.signIn(world.eve).browser();

        assertThat(parameters(alices.authorize(eve))).containsEntry("error", "access_denied");
        app.code(eve);
    }

    /** One person's yes is not another's. */
    @Test
    void anApprovalCountsForWhoeverGaveIt() {
        TestApp third = TestApp.thirdParty(world);
        world.signIn(world.bob);
        String token = parameters(third.authorize(bob)).get("request");
        approve(token, "consent").expect(200);
        ApiClient alice = world.signIn(world.alice).browser();

        assertThat(alice.send("checkAuthorization", new JsonObject().put("token", token))
                        .json()
                        .getString("step"))
                .isEqualTo("consent");
    }

    @Test
    void aRequestThatIsNoneIsGone() {
        for (String token : new String[] {"A".repeat(43), "x".repeat(20)}) {
            JsonObject body = new JsonObject().put("token", token);
            bob.send("checkAuthorization", body).expect(410, "request-gone");
            bob.send("denyAuthorization", body).expect(410, "request-gone");
        }
        world.signIn(world.bob);
        String waiting = waiting("prompt", "login");
        world.services().clock().advance(Duration.ofMinutes(31));
        bob.send("checkAuthorization", new JsonObject().put("token", waiting)).expect(410, "request-gone");
    }

    private void trustThisDevice(AuthenticatorApp totp) {
        world.policy("organisation", world.organisation, "trustedDeviceDays", 30);
        world.password(world.bob).expect(200);
        bob.send("answerTotp", totp.nextAnswer().put("rememberDevice", true)).expect(200);
        bob.call("signOut").expect(204);
        assertThat(world.password(world.bob).json().getString("step")).isEqualTo("done");
    }

    private Answer approve(@Nullable String token, String step) {
        JsonObject request = new JsonObject().put("token", token);
        JsonObject shown = bob.send("checkAuthorization", request).json();
        return bob.send(
                "approveAuthorization",
                request.copy().put("step", step).put("scopes", shown.getJsonArray("scopes", new JsonArray())));
    }

    private String refusal(@Nullable String... change) {
        return parameters(app.authorize(bob, change).expect(303)).getOrDefault("error", "");
    }

    private String waiting(@Nullable String... change) {
        String token = parameters(app.authorize(bob, change).expect(303)).get("request");
        if (token == null) {
            throw new AssertionError("the request does not wait");
        }
        return token;
    }

    private String step(String token) {
        return look(token).getString("step");
    }

    private String continueAt(String token) {
        return look(token).getString("continueAt");
    }

    private JsonObject look(String token) {
        return bob.send("checkAuthorization", new JsonObject().put("token", token))
                .expect(200)
                .json();
    }

    private JsonObject finish(String token) {
        Answer back = TestApp.visit(bob, continueAt(token)).expect(303);
        return app.redeem(parameters(back).get("code")).expect(200).json();
    }

    private static JsonObject claims(JsonObject tokens) {
        byte[] payload =
                Base64.getUrlDecoder().decode(tokens.getString("id_token").split("\\.", -1)[1]);
        return new JsonObject(new String(payload, StandardCharsets.UTF_8));
    }

    private static String essential(String acr) {
        return "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"" + acr + "\"]}}}";
    }
}
