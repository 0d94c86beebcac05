package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a browser must not do with the answers of a sign-in to an application (RFC 9700, sections 4.2, 4.3, 4.11, 4.12 and 4.16). */
class OAuthBrowserIT {

    private final World world = new World();
    private final TestApp app = TestApp.firstParty(world);
    private final ApiClient bob = world.signIn(world.bob).browser();

    /** 4.12: with 307 the browser would send the form on, and with 302 it might. */
    @Test
    void nothingIsPostedOn() {
        for (ApiClient browser : List.of(bob, world.services().browser())) {
            assertThat(post(browser, "/oauth2/authorize", "requestAuthorization")
                            .status())
                    .isEqualTo(303);
        }
        assertThat(post(bob, "/oauth2/logout", "requestLogout").status()).isEqualTo(303);
    }

    /** 4.16; the pages on which a person says yes are those of {@code WebAppIT}. */
    @Test
    void noPageOfASignInIsFramed() {
        assertThat(List.of(
                        app.authorize(bob),
                        app.authorize(bob, "response_mode", "form_post"),
                        app.authorize(bob, "redirect_uri", "https://evil.example/")))
                .allSatisfy(answer -> {
                    assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
                    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
                });
    }

    /** 4.2: neither the next site nor a cache learns the address of a page in the middle of a sign-in. */
    @Test
    void noAddressOfASignInIsPassedOn() {
        assertThat(List.of(
                        app.authorize(bob),
                        app.authorize(bob, "response_mode", "form_post"),
                        app.authorize(world.services().browser())))
                .allSatisfy(answer -> {
                    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
                    assertThat(answer.header("Cache-Control")).containsAnyOf("no-store", "no-cache");
                });
    }

    /** 4.3.2: an access token in an address would stand in logs and histories. */
    @Test
    void tokensAreNeitherGivenNorTakenInAddresses() {
        assertThat(parameters(app.authorize(bob))).containsOnlyKeys("code", "state", "iss");
        String token = app.signIn(bob).getString("access_token");

        assertThat(get("getUserInfo", "/oauth2/userinfo?access_token=" + token).status())
                .isEqualTo(401);
        assertThat(get(
                                "listAccounts",
                                "/api/v1/organisations/" + world.organisation + "/accounts?access_token=" + token)
                        .status())
                .isIn(400, 401);
    }

    /** 4.11: whatever is wrong with a request, the browser goes to a registered address or stays. */
    @Test
    void aBrokenRequestLeadsNowhere() {
        for (@Nullable
        String[] change : List.of(
                new @Nullable String[] {"redirect_uri", "https://evil.example/"},
                new @Nullable String[] {"redirect_uri", null},
                new @Nullable String[] {"client_id", "https://evil.example/"},
                new @Nullable String[] {"redirect_uri", "//evil.example", "prompt", "none"})) {
            Answer answer = app.authorize(bob, change).expect(400);
            assertThat(answer.header("Location")).isEmpty();
            assertThat(answer.text()).doesNotContain("evil.example");
        }
    }

    private Answer post(ApiClient browser, String path, String operation) {
        return browser.copy()
                .header("X-Gatehouse-Request", null)
                .raw(
                        operation,
                        path,
                        "application/x-www-form-urlencoded",
                        TestApp.form(app.request()).getBytes(StandardCharsets.UTF_8));
    }

    private Answer get(String operation, String path) {
        return world.services().browser().header("X-Gatehouse-Request", null).raw(operation, path, null, new byte[0]);
    }
}
