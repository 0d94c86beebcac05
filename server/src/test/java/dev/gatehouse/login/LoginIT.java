package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Signing in through the real server, as browsers and attackers do it. */
class LoginIT {

    private final World world = new World();

    @Test
    void aPasswordSignsInWhenNothingMoreIsAsked() {
        world.signIn(world.bob);

        JsonObject session = world.bob.browser().call("getSession").expect(200).json();

        assertThat(session.getBoolean("signedIn")).isTrue();
        assertThat(session.getJsonObject("account").getJsonArray("addresses"))
                .isEqualTo(JsonArray.of(world.bob.email()));
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressGetTheSameAnswer() {
        JsonObject wrong = new JsonObject().put("email", world.bob.email()).put("password", "not this one at all");
        JsonObject unknown =
                new JsonObject().put("email", "nobody@nowhere.example").put("password", "not this one at all");

        Answer first = world.bob.browser().send("beginLogin", wrong).expect(401, "wrong-credentials");
        Answer second = world.bob.browser().send("beginLogin", unknown).expect(401, "wrong-credentials");

        first.json().remove("requestId");
        second.json().remove("requestId");
        assertThat(first.json()).isEqualTo(second.json());
    }

    @Test
    void underRequiredAMailedCodeFinishesTheSignIn() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");

        assertThat(world.password(world.bob).json().getString("step")).isEqualTo("factor");
        world.bob.browser().call("listSessions").expect(401, "sign-in-required");
        world.bob.browser().send("sendMailCode", new JsonObject()).expect(202);
        Answer done = world.bob.browser().send("answerMailCode", code(world.mailedCode(world.bob.email())));

        assertThat(done.expect(200).json().getString("step")).isEqualTo("done");
        world.bob.browser().call("listSessions").expect(200);
    }

    private static JsonObject code(String code) {
        return new JsonObject().put("code", code);
    }
}
