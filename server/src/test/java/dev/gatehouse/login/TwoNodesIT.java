package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 10: the same proof on two nodes at the same moment counts once. */
class TwoNodesIT {

    private static final int AT_ONCE = 8;

    private final World world = new World();

    @Test
    void aTotpStepIsAcceptedOnce() {
        AuthenticatorApp app = world.withTotp(world.bob);
        JsonObject answer = app.nextAnswer();
        List<ApiClient> browsers = signIns();

        List<Answer> answers = race(browsers, browser -> browser.send("answerTotp", answer));

        assertThat(done(answers)).isEqualTo(1);
    }

    @Test
    void aRecoveryCodeIsAcceptedOnce() {
        AuthenticatorApp app = world.withTotp(world.bob);
        JsonObject answer = new JsonObject().put("code", app.recoveryCodes().getFirst());
        List<ApiClient> browsers = signIns();

        List<Answer> answers = race(browsers, browser -> browser.send("answerRecoveryCode", answer));

        assertThat(done(answers)).isEqualTo(1);
    }

    @Test
    void aMailedCodeIsAcceptedOnce() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        ApiClient browser = world.bob.browser();
        browser.send("beginLogin", credentials()).expect(200);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        JsonObject answer = new JsonObject().put("code", world.mailedCode(world.bob.email()));

        List<Answer> answers = race(copies(browser), copy -> copy.send("answerMailCode", answer));

        assertThat(done(answers)).isEqualTo(1);
        assertThat(world.sql("SELECT 1 FROM login_sessions WHERE account_id = $1", world.bob.id())
                        .size())
                .isEqualTo(1);
    }

    @Test
    void anInvitationIsAcceptedOnce() {
        world.sql("UPDATE account_accounts SET state = 'invited' WHERE id = $1", world.bob.id());
        world.signIn(world.alice);
        world.alice
                .browser()
                .call("sendInvitation", world.organisation, world.bob.id())
                .expect(202);
        JsonObject answer = new JsonObject()
                .put("token", world.mailedToken(world.bob.email()))
                .put("newPassword", "an entirely new phrase 9");

        List<Answer> answers = race(copies(world.services().browser()), copy -> copy.send("acceptInvitation", answer));

        assertThat(done(answers)).isEqualTo(1);
        assertThat(answers).filteredOn(a -> a.status() != 200).allMatch(a -> a.status() == 410);
    }

    @Test
    void aResetLinkIsUsedOnce() {
        ApiClient browser = world.services().browser();
        browser.send("requestPasswordReset", new JsonObject().put("email", world.bob.email()))
                .expect(202);
        String token = dev.gatehouse.testing.Eventually.get(() -> world.mailedToken(world.bob.email()));
        JsonObject answer = new JsonObject().put("token", token).put("newPassword", "an entirely new phrase 9");

        List<Answer> answers = race(copies(browser), copy -> copy.send("completePasswordReset", answer));

        assertThat(answers).filteredOn(a -> a.status() == 204).hasSize(1);
        assertThat(answers).filteredOn(a -> a.status() != 204).allMatch(a -> a.status() == 410);
    }

    private List<ApiClient> signIns() {
        return IntStream.range(0, AT_ONCE)
                .mapToObj(i -> {
                    ApiClient browser =
                            world.services().browser().from("192.0.2." + i).at(node(i));
                    browser.send("beginLogin", credentials()).expect(200);
                    return browser;
                })
                .toList();
    }

    private List<ApiClient> copies(ApiClient browser) {
        return IntStream.range(0, AT_ONCE)
                .mapToObj(i -> browser.copy().at(node(i)))
                .toList();
    }

    private static List<Answer> race(List<ApiClient> browsers, Function<ApiClient, Answer> what) {
        return Together.run(browsers.size(), i -> what.apply(browsers.get(i)));
    }

    private static long done(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> "done".equals(answer.json().getString("step")))
                .count();
    }

    private URI node(int i) {
        return world.services().node(i % 2).address();
    }

    private JsonObject credentials() {
        return new JsonObject().put("email", world.bob.email()).put("password", World.PASSWORD);
    }
}
