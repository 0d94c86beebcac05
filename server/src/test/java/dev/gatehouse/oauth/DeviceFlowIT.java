package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Devices without a keyboard (RFC 8628), and abuse case 24. */
class DeviceFlowIT {

    private final World world = new World();
    private final TestApp app = device(true);

    @Test
    void aDeviceIsLetInByItsPersonElsewhere() throws Exception {
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject begun = begin(app).expect(200).json();

        assertThat(begun.getString("user_code")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(begun.getString("verification_uri")).isEqualTo(OAuthIT.ISSUER + "/device");
        assertThat(begun.getString("verification_uri_complete"))
                .isEqualTo(OAuthIT.ISSUER + "/device?code=" + begun.getString("user_code"));
        assertThat(begun.getInteger("interval")).isEqualTo(5);
        assertThat(error(poll(app, begun))).isEqualTo("authorization_pending");
        JsonObject shown = bob.send("checkDevice", typed(begun)).expect(200).json();
        assertThat(shown.getString("client")).isEqualTo("Inbox on a screen");
        assertThat(shown.getString("device")).isEqualTo("app/1");
        assertThat(shown.getString("network")).isNotBlank();
        assertThat(shown.getBoolean("sameNetwork")).isFalse();
        bob.send(
                        "approveDevice",
                        new JsonObject()
                                .put(
                                        "userCode",
                                        begun.getString("user_code")
                                                .toLowerCase(java.util.Locale.ROOT)
                                                .replace('-', ' ')))
                .expect(204);
        wait(5);
        JsonObject tokens = poll(app, begun).expect(200).json();

        JsonObject idToken = new JsonObject(
                JWSObject.parse(tokens.getString("id_token")).getPayload().toString());
        assertThat(idToken.getString("sub")).isEqualTo(world.bob.id().toString());
        app.userInfo(tokens.getString("access_token")).expect(200);
        app.refresh(tokens.getString("refresh_token")).expect(200);
        wait(10);
        assertThat(error(poll(app, begun))).isEqualTo("invalid_grant");
    }

    /** 24: even the provider's own application waits for a yes. */
    @Test
    void nothingIsLetInWithoutAYes() {
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject begun = begin(app).expect(200).json();

        bob.send("checkDevice", typed(begun)).expect(200);
        wait(6);
        assertThat(error(poll(app, begun))).isEqualTo("authorization_pending");
        world.services().browser().send("approveDevice", typed(begun)).expect(401, "sign-in-required");
        bob.copy()
                .header("X-Gatehouse-Request", null)
                .send("approveDevice", typed(begun))
                .expect(403, "cross-site-request");
        bob.send("denyDevice", typed(begun)).expect(204);
        bob.send("approveDevice", typed(begun)).expect(404, "unknown-user-code");
        wait(6);
        assertThat(error(poll(app, begun))).isEqualTo("access_denied");
    }

    /** 24, and RFC 8628 section 5.1. */
    @Test
    void guessingUserCodesIsSlowedDown() {
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject begun = begin(app).expect(200).json();

        int tries = 0;
        while (tries < 30
                && bob.send("checkDevice", new JsonObject().put("userCode", "BBBB-BBBB"))
                                .status()
                        == 404) {
            tries++;
        }
        assertThat(tries).isBetween(5, 15);
        bob.send("checkDevice", typed(begun)).expect(429, "slow-down");
        bob.send("approveDevice", typed(begun)).expect(429, "slow-down");
        ApiClient alice = world.signIn(world.alice).browser();
        alice.send("checkDevice", typed(begun)).expect(200);
    }

    /** 24, and RFC 8628 section 3.5. */
    @Test
    void aHastyDeviceIsToldToSlowDown() {
        JsonObject begun = begin(app).expect(200).json();

        assertThat(error(poll(app, begun))).isEqualTo("authorization_pending");
        assertThat(error(poll(app, begun))).isEqualTo("slow_down");
        wait(6);
        assertThat(error(poll(app, begun))).isEqualTo("slow_down");
        wait(16);
        assertThat(error(poll(app, begun))).isEqualTo("authorization_pending");
    }

    @Test
    void codesLiveForTenMinutes() {
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject begun = begin(app).expect(200).json();

        wait(601);

        bob.send("approveDevice", typed(begun)).expect(404, "unknown-user-code");
        assertThat(error(poll(app, begun))).isEqualTo("expired_token");
    }

    /** 10. */
    @Test
    void anApprovedDeviceGetsItsTokensOnceOnAllNodes() {
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject begun = begin(app).expect(200).json();
        bob.send("approveDevice", typed(begun)).expect(204);
        List<URI> nodes = List.of(
                world.services().node(0).address(), world.services().node(1).address());

        List<Integer> answers =
                Together.run(8, i -> poll(app.at(nodes.get(i % 2)), begun).status());

        assertThat(answers).containsOnly(200, 400).containsOnlyOnce(200);
    }

    /** The person's policy of this moment counts, at the yes and when the tokens are fetched. */
    @Test
    void mfaAppliesToDevices() {
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject before = begin(app).expect(200).json();
        JsonObject after = begin(app).expect(200).json();
        bob.send("approveDevice", typed(before)).expect(204);

        world.policy("organisation", world.organisation, "mfaEnforcement", "forced");

        bob.send("approveDevice", typed(after)).expect(401, "sign-in-required");
        assertThat(error(poll(app, before))).isEqualTo("invalid_grant");
    }

    @Test
    void aDeviceCodeServesItsOwnClientAndItsOwnOrganisation() {
        TestApp other = device(true);
        TestApp ofAcme = TestApp.of(world, settings());
        ApiClient eve = world.signIn(world.eve).browser();
        JsonObject begun = begin(app).expect(200).json();
        JsonObject acme = begin(ofAcme).expect(200).json();

        assertThat(error(poll(other, begun))).isEqualTo("invalid_grant");
        eve.send("checkDevice", typed(acme)).expect(404, "unknown-user-code");
        eve.send("approveDevice", typed(acme)).expect(404, "unknown-user-code");
        assertThat(error(begin(TestApp.firstParty(world)))).isEqualTo("unauthorized_client");
        assertThat(error(begin(app, "scope", "nothing"))).isEqualTo("invalid_scope");
    }

    private void wait(int seconds) {
        world.services().clock().advance(Duration.ofSeconds(seconds));
    }

    private static Answer begin(TestApp app, @Nullable String... change) {
        return app.post(
                "createDeviceAuthorization",
                "/oauth2/device_authorization",
                TestApp.changed(parameters("scope", "openid offline_access"), change));
    }

    private static Answer poll(TestApp app, JsonObject begun) {
        return app.token(
                parameters("grant_type", GrantType.DEVICE_CODE, "device_code", begun.getString("device_code")));
    }

    private static JsonObject typed(JsonObject begun) {
        return new JsonObject().put("userCode", begun.getString("user_code"));
    }

    private static String error(Answer answer) {
        return answer.expect(400).json().getString("error");
    }

    private TestApp device(boolean firstParty) {
        return TestApp.of(world, world.provider, settings().put("firstParty", firstParty));
    }

    private static JsonObject settings() {
        JsonObject settings = TestApp.publicClient()
                .put("name", "Inbox on a screen")
                .put("grantTypes", new JsonArray().add(GrantType.DEVICE_CODE).add(GrantType.REFRESH_TOKEN));
        settings.remove("redirectUris");
        return settings;
    }
}
