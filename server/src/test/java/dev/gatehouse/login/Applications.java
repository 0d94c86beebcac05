package dev.gatehouse.login;

import static dev.gatehouse.oauth.TestApp.parameters;

import dev.gatehouse.oauth.TestApp;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The ways on from a browser to tokens: an application that it is sent to, and a device that its person lets in. */
final class Applications {

    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String SCOPE = "openid offline_access";

    private final TestApp app;

    private Applications(TestApp app) {
        this.app = app;
    }

    /** Registers what nobody is asked about: the provider's own. */
    static Applications of(World world) {
        return new Applications(TestApp.of(
                world,
                world.stepUp(world.signIn(world.provider)),
                TestApp.publicClient()
                        .put("firstParty", true)
                        .put(
                                "grantTypes",
                                new JsonArray()
                                        .add("authorization_code")
                                        .add("refresh_token")
                                        .add(DEVICE))));
    }

    Applications elsewhere(World world) {
        return new Applications(app.elsewhere(world));
    }

    /** The refresh token for a code that this browser is given; empty when it is sent to sign in. */
    Optional<String> byCode(ApiClient browser) {
        Answer answer = app.authorize(browser, "scope", SCOPE);
        return Optional.ofNullable(parameters(answer).get("code")).map(code -> refreshToken(app.redeem(code)));
    }

    /** The refresh token of a device that the person at this browser lets in; empty when they may not. */
    Optional<String> byDevice(ApiClient browser) {
        JsonObject begun = app.post(
                        "createDeviceAuthorization", "/oauth2/device_authorization", parameters("scope", SCOPE))
                .expect(200)
                .json();
        Answer yes = browser.send("approveDevice", new JsonObject().put("userCode", begun.getString("user_code")));
        if (yes.status() != 204) {
            return Optional.empty();
        }
        return Optional.of(refreshToken(
                app.token(parameters("grant_type", DEVICE, "device_code", begun.getString("device_code")))));
    }

    /** The next refresh token; empty when the application is to send its person to sign in again. */
    Optional<String> refresh(String token) {
        Answer answer = app.refresh(token);
        return answer.status() == 200 ? Optional.of(refreshToken(answer)) : Optional.empty();
    }

    private static String refreshToken(Answer answer) {
        return answer.expect(200).json().getString("refresh_token");
    }
}
