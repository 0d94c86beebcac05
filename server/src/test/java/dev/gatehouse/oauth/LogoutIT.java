package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Signing out at the wish of an application (OpenID Connect RP-Initiated Logout 1.0), and abuse case 17. */
class LogoutIT {

    private static final String AFTER = "https://app.example/bye";

    private final World world = new World();
    private final TestApp app = TestApp.of(
            world,
            world.provider,
            TestApp.publicClient().put("firstParty", true).put("postLogoutRedirectUris", new JsonArray().add(AFTER)));

    @Test
    void anIdTokenOfTheSessionSignsOutAndSendsTheBrowserOn() {
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject tokens = app.signIn(bob);

        Answer answer = get(bob, "id_token_hint", tokens.getString("id_token"), "state", "a b")
                .expect(303);

        assertThat(answer.header("Location")).isEqualTo(AFTER + "?state=a+b");
        assertThat(answer.header("Set-Cookie")).contains("__Host-gatehouse=;");
        assertThat(signedIn(bob)).isFalse();
        app.userInfo(tokens.getString("access_token")).expect(401);
        app.refresh(tokens.getString("refresh_token")).expect(400);
    }

    @Test
    void withoutAHintThePersonIsAsked() {
        ApiClient bob = world.signIn(world.bob).browser();

        Answer page = get(bob, "client_id", app.clientId).expect(303);
        JsonObject token = new JsonObject().put("token", parameters(page).get("request"));
        JsonObject asked = bob.send("checkLogout", token).expect(200).json();

        assertThat(page.header("Location")).startsWith("/sign-out?request=");
        assertThat(signedIn(bob)).isTrue();
        assertThat(asked.getString("client")).isEqualTo("Inbox on a phone");
        assertThat(asked.getString("email")).isEqualTo(world.bob.email());
        assertThat(bob.send("confirmLogout", token).expect(200).json().getString("continueAt"))
                .isEqualTo(AFTER);
        assertThat(signedIn(bob)).isFalse();
        bob.send("confirmLogout", token).expect(410, "request-gone");
    }

    /** 17: another site knows no ID token of this session, whatever else it knows. */
    @Test
    void noOtherSiteSignsAnybodyOut() {
        ApiClient bob = world.signIn(world.bob).browser();
        String ofSomebodyElse = app.signIn(world.signIn(world.alice).browser()).getString("id_token");
        String access = app.signIn(bob).getString("access_token");
        String ofThisSession = app.signIn(bob).getString("id_token");
        TestApp other = TestApp.firstParty(world);

        for (String hint : java.util.List.of(ofSomebodyElse, access, "x.y.z", ofThisSession + "x")) {
            assertThat(get(bob, "id_token_hint", hint).expect(303).header("Location"))
                    .startsWith("/sign-out");
        }
        assertThat(get(
                                bob,
                                "id_token_hint",
                                ofThisSession,
                                "client_id",
                                other.clientId,
                                "post_logout_redirect_uri",
                                null)
                        .expect(303)
                        .header("Location"))
                .startsWith("/sign-out");
        assertThat(visit(bob, "/oauth2/logout").expect(303).header("Location")).isEqualTo("/sign-out");
        bob.copy()
                .header("X-Gatehouse-Request", null)
                .send("confirmLogout", new JsonObject().put("token", "A".repeat(43)))
                .expect(403, "cross-site-request");
        assertThat(signedIn(bob)).isTrue();
        // An ID token of an earlier session of the same person says nothing about this one.
        bob.call("signOut").expect(204);
        world.signIn(world.bob);
        assertThat(get(bob, "id_token_hint", ofThisSession).expect(303).header("Location"))
                .startsWith("/sign-out");
        assertThat(signedIn(bob)).isTrue();
    }

    @Test
    void theBrowserGoesOnlyToARegisteredAddress() {
        ApiClient bob = world.signIn(world.bob).browser();
        String hint = app.signIn(bob).getString("id_token");

        for (String address : java.util.List.of(AFTER + "/", AFTER + "?x", "https://evil.example/", "/x")) {
            assertThat(get(bob, "id_token_hint", hint, "post_logout_redirect_uri", address)
                            .expect(400)
                            .text())
                    .contains("redirect-mismatch");
        }
        assertThat(signedIn(bob)).isTrue();
        Answer unknown = get(bob, "client_id", "nobody");
        assertThat(unknown.expect(303).header("Location")).isEqualTo("/sign-out");
    }

    /** A browser sends no Lax cookie with the form of another site: it comes back by address, and the hint is not in that. */
    @Test
    void aFormComesBackByAddress() {
        ApiClient bob = world.signIn(world.bob).browser();
        String hint = app.signIn(bob).getString("id_token");
        String form = TestApp.form(
                parameters("id_token_hint", hint, "post_logout_redirect_uri", AFTER, "client_id", app.clientId));

        Answer back = world.services()
                .browser()
                .header("X-Gatehouse-Request", null)
                .raw(
                        "requestLogout",
                        "/oauth2/logout",
                        "application/x-www-form-urlencoded",
                        form.getBytes(StandardCharsets.UTF_8))
                .expect(303);
        assertThat(signedIn(bob)).isTrue();

        assertThat(back.header("Location"))
                .startsWith("/oauth2/logout?request_uri=")
                .doesNotContain(hint);
        assertThat(visit(bob, back.header("Location")).expect(303).header("Location"))
                .isEqualTo(AFTER);
        assertThat(signedIn(bob)).isFalse();
    }

    @Test
    void whoeverIsNotSignedInGoesOnAtOnce() {
        assertThat(get(world.services().browser(), "client_id", app.clientId)
                        .expect(303)
                        .header("Location"))
                .isEqualTo(AFTER);
    }

    private static Answer get(ApiClient browser, @Nullable String... parameters) {
        Map<String, String> all = TestApp.changed(parameters("post_logout_redirect_uri", AFTER), parameters);
        return visit(browser, "/oauth2/logout?" + TestApp.form(all));
    }

    private static Answer visit(ApiClient browser, String address) {
        return browser.header("Sec-Fetch-Site", null).raw("getLogout", address, null, new byte[0]);
    }

    private static boolean signedIn(ApiClient browser) {
        return browser.call("getSession").json().getBoolean("signedIn");
    }
}
