package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Tokens live as long as what they were given on: the session, the trust in the person, the policy of the day. */
class OAuthSessionsIT {

    private final World world = new World();
    private final TestApp app = TestApp.firstParty(world);
    private final ApiClient bob = world.signIn(world.bob).browser();
    private final JsonObject online = app.signIn(bob);
    private final JsonObject offline = app.signIn(bob, "scope", "openid offline_access");

    @Test
    void signingOutEndsWhatTheSessionGaveButNotWhatWasMeantToOutliveIt() {
        bob.call("signOut").expect(204);

        assertGone(online);
        assertAlive(offline);
    }

    @Test
    void endingOneSessionLeavesThoseOfOthersAlone() {
        ApiClient elsewhere = world.services().browser().from("192.0.2.9");
        elsewhere
                .send(
                        "beginLogin",
                        new JsonObject().put("email", world.bob.email()).put("password", World.PASSWORD))
                .expect(200);
        JsonObject other = app.signIn(elsewhere);

        elsewhere.call("signOut").expect(204);

        assertGone(other);
        assertAlive(online);
    }

    @Test
    void thisWasNotMeEndsEverything() {
        ApiClient owner = world.services().browser().from("192.0.2.10");
        owner.send(
                        "beginLogin",
                        new JsonObject().put("email", world.bob.email()).put("password", World.PASSWORD))
                .expect(200);
        World.Person again = new World.Person(world.bob.id(), world.organisation, world.bob.email(), owner);
        String thief = online.getString("id_token");
        String session = sid(thief);

        world.stepUp(again);
        owner.call("disownSession", session).expect(200);

        assertGone(online);
        assertGone(offline);
    }

    @Test
    void anAdministratorEndsEverything() {
        world.stepUp(world.signIn(world.alice))
                .browser()
                .call("endAccountSessions", world.organisation, world.bob.id())
                .expect(200);

        assertGone(online);
        assertGone(offline);
    }

    @Test
    void aSuspendedPersonHasNoTokens() {
        world.stepUp(world.signIn(world.alice))
                .browser()
                .send("updateAccount", new JsonObject().put("state", "suspended"), world.organisation, world.bob.id())
                .expect(200);

        assertGone(online);
        assertGone(offline);
    }

    @Test
    void aForgottenPasswordEndsEverything() {
        ApiClient browser = world.services().browser();
        browser.send("requestPasswordReset", new JsonObject().put("email", world.bob.email()))
                .expect(202);
        String token = dev.gatehouse.testing.Eventually.get(() -> world.mailedToken(world.bob.email()));
        browser.send(
                        "completePasswordReset",
                        new JsonObject().put("token", token).put("newPassword", "an entirely new phrase 9"))
                .expect(204);

        assertGone(online);
        assertGone(offline);
    }

    /** The gate is asked at each refresh, with the policy of that moment. */
    @Test
    void aPolicyThatHasBecomeStricterHoldsForTheNextRefresh() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");

        assertThat(OAuthAbuseIT.invalidGrant(app.refresh(offline.getString("refresh_token"))))
                .isTrue();
        world.policy("organisation", world.organisation, "mfaEnforcement", "off");
        assertThat(OAuthAbuseIT.invalidGrant(app.refresh(offline.getString("refresh_token"))))
                .as("once refused, the family has ended")
                .isTrue();
    }

    /** The same holds for a code: the gate is asked when tokens are issued, not when the person came by. */
    @Test
    void aPolicyThatHasBecomeStricterHoldsForACodeThatIsOut() {
        String code = app.code(bob);
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");

        assertThat(OAuthAbuseIT.invalidGrant(app.redeem(code))).isTrue();
    }

    /** And for a session: its cookie alone does not make a code any more. */
    @Test
    void aPolicyThatHasBecomeStricterSendsThePersonToSignInAgain() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");

        assertThat(app.authorize(bob).expect(303).header("Location")).startsWith("/sign-in?request=");
        assertThat(TestApp.parameters(app.authorize(bob, "prompt", "none"))).containsEntry("error", "login_required");
    }

    @Test
    void anAuthenticatorThatWasSetUpMeanwhileIsAskedForAtTheNextRefresh() {
        AuthenticatorApp totp = world.implantTotp(world.bob);

        assertThat(totp).isNotNull();
        assertThat(OAuthAbuseIT.invalidGrant(app.refresh(online.getString("refresh_token"))))
                .isTrue();
    }

    @Test
    void whatADeletedApplicationWasGivenIsGone() {
        world.stepUp(world.provider)
                .browser()
                .call("deleteClient", app.organisation, app.clientId)
                .expect(204);

        dev.gatehouse.testing.Eventually.get(() -> {
            assertThat(app.userInfo(online.getString("access_token")).status()).isEqualTo(401);
            return true;
        });
    }

    private void assertGone(JsonObject tokens) {
        assertThat(app.userInfo(tokens.getString("access_token")).status()).isEqualTo(401);
        assertThat(OAuthAbuseIT.invalidGrant(app.refresh(tokens.getString("refresh_token"))))
                .isTrue();
    }

    private void assertAlive(JsonObject tokens) {
        app.userInfo(tokens.getString("access_token")).expect(200);
        app.refresh(tokens.getString("refresh_token")).expect(200);
    }

    private static String sid(String idToken) {
        byte[] payload = java.util.Base64.getUrlDecoder().decode(idToken.split("\\.", -1)[1]);
        return new JsonObject(new String(payload, java.nio.charset.StandardCharsets.UTF_8)).getString("sid");
    }
}
