package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys are replaced without anybody noticing: published before they sign, and after. */
class KeysIT {

    private final World world = new World();
    private final TestApp app = TestApp.firstParty(world);
    private final ApiClient bob = world.signIn(world.bob).browser();

    @Test
    void aRotationFailsNoVerificationOnAnyNode() {
        ApiClient provider = world.stepUp(world.provider).browser();
        String before = app.signIn(bob).getString("access_token");
        int published = jwks(0).size();

        provider.call("startKeyRotation").expect(200);
        Eventually.get(() -> expect(jwks(1).size() > published, "the next keys are published on the other node"));
        assertThat(kid(app.signIn(bob).getString("access_token")))
                .as("not used before everybody can have seen it")
                .isEqualTo(kid(before));

        world.services().clock().advance(Duration.ofMinutes(11));
        world.stepUp(world.signIn(world.provider))
                .browser()
                .call("startKeyRotation")
                .expect(200);
        Eventually.get(() -> expect(
                !kid(app.at(node(1)).signIn(world.signIn(world.bob).browser()).getString("access_token"))
                        .equals(kid(before)),
                "the next key signs"));
        String after = app.signIn(bob).getString("access_token");

        assertThat(kids(jwks(0))).contains(kid(before), kid(after));
        app.at(node(1)).userInfo(after).expect(200);
        assertThat(app.at(node(1))
                        .authorize(
                                bob,
                                "prompt",
                                "none",
                                "id_token_hint",
                                app.signIn(bob).getString("id_token"))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void onlyTheProviderSeesAndReplacesKeys() {
        ApiClient provider = world.stepUp(world.signIn(world.provider)).browser();
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();

        JsonArray keys = provider.call("listSigningKeys").expect(200).items();

        assertThat(keys.stream().map(JsonObject.class::cast).map(key -> key.getString("alg") + key.getString("state")))
                .contains("ES256active", "RS256active");
        alice.call("listSigningKeys").expect(403, "forbidden");
        alice.call("startKeyRotation").expect(403, "forbidden");
    }

    @Test
    void privateHalvesLeaveTheServerSealedOnly() {
        assertThat(jwks(0).encode()).doesNotContain("\"d\":", "\"p\":", "\"q\":");
        for (Row row : world.sql("SELECT k::text AS text FROM oauth_keys k")) {
            assertThat(row.getString("text")).doesNotContain("\"d\":");
        }
    }

    private java.net.URI node(int number) {
        return world.services().node(number).address();
    }

    private JsonArray jwks(int number) {
        return world.services()
                .browser()
                .at(node(number))
                .call("getJwks")
                .expect(200)
                .json()
                .getJsonArray("keys");
    }

    private static List<String> kids(JsonArray keys) {
        return keys.stream()
                .map(JsonObject.class::cast)
                .map(key -> key.getString("kid"))
                .toList();
    }

    private static String kid(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]);
        return new JsonObject(new String(header, StandardCharsets.UTF_8)).getString("kid");
    }

    private static boolean expect(boolean fact, String what) {
        if (!fact) {
            throw new AssertionError(what);
        }
        return true;
    }
}
