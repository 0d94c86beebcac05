package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy that no longer allows a kind of authenticator holds for those that are there already, and leaves nobody outside. */
class AllowedFactorsIT {

    private final World world = new World();

    @Test
    void anAuthenticatorThatIsNoLongerAllowedIsNeitherOfferedNorTaken() {
        AuthenticatorApp app = world.withTotp(world.bob);
        allow("passkey");
        ApiClient browser = world.bob.browser();

        JsonObject state = world.password(world.bob).expect(200).json();
        assertThat(state.getString("step")).isEqualTo("factor");
        assertThat(kinds(state)).containsExactly("mail-code", "pass");
        assertThat(state.getString("reason")).contains("no longer accepts");
        browser.send("answerTotp", app.nextAnswer()).expect(409, "way-not-open");

        browser.send("sendMailCode", new JsonObject()).expect(202);
        JsonObject code = new JsonObject().put("code", world.mailedCode(world.bob.email()));
        assertThat(browser.send("answerMailCode", code).expect(200).json().getString("step"))
                .isEqualTo("done");
    }

    @Test
    void underForcedAnAllowedOneIsSetUpInItsPlace() {
        world.withTotp(world.bob);
        allow("passkey");
        world.policy("organisation", world.organisation, "mfaEnforcement", "forced");
        ApiClient browser = world.bob.browser();

        world.password(world.bob).expect(200);
        world.services().clock().advance(Duration.ofSeconds(31));
        browser.send("sendMailCode", new JsonObject()).expect(202);
        JsonObject code = new JsonObject().put("code", world.mailedCode(world.bob.email()));
        JsonObject state = browser.send("answerMailCode", code).expect(200).json();

        assertThat(state.getString("step")).isEqualTo("enrol");
        assertThat(state.getJsonObject("enrolment").getJsonArray("kinds")).isEqualTo(JsonArray.of("passkey"));
        browser.call("beginTotp").expect(403, "factor-not-allowed");
        browser.send("beginPasskeyEnrolment", new JsonObject().put("kind", "passkey"))
                .expect(200);
    }

    @Test
    void inASessionTheMailboxEarnsAnAllowedOne() {
        world.withTotp(world.bob);
        allow("passkey");
        ApiClient browser = world.bob.browser();
        world.password(world.bob).expect(200);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        browser.send("answerMailCode", new JsonObject().put("code", world.mailedCode(world.bob.email())))
                .expect(200);
        JsonObject passkey = new JsonObject().put("kind", "passkey");

        world.stepUp(world.bob);
        browser.send("beginPasskeyEnrolment", passkey).expect(403, "step-up-required");
        browser.call("createRecoveryCodes").expect(409, "no-factor");
        world.services().clock().advance(Duration.ofSeconds(31));
        world.stepUpByMail(world.bob);
        browser.send("beginPasskeyEnrolment", passkey).expect(200);
    }

    private void allow(String kind) {
        world.policy("organisation", world.organisation, "allowedFactors", List.of(kind));
    }

    private static List<String> kinds(JsonObject state) {
        return state.getJsonArray("ways").stream()
                .map(way -> ((JsonObject) way).getString("kind"))
                .toList();
    }
}
