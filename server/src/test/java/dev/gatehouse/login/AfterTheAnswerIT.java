package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a step has to do beside its answer. */
class AfterTheAnswerIT {

    private final World world = new World();

    /** Deployments drain servers all the time: whoever was told "a mail is on its way" must get it. */
    @Test
    void aServerThatStopsFinishesWhatGoesOnAfterItsAnswers() throws Exception {
        AppNode node =
                AppNode.start(world.services().database(), world.services().clock());
        ApiClient browser = world.elsewhere().at(node.address());
        Promise<Void> release = Promise.promise();
        Promise<Void> locked = Promise.promise();
        Future<Void> lock = world.services().node(0).db().transaction(tx -> tx.query(
                        "LOCK TABLE login_links IN EXCLUSIVE MODE")
                .execute()
                .compose(done -> {
                    locked.complete();
                    return release.future();
                }));
        AppNode.await(locked.future());

        browser.send("requestPasswordReset", new JsonObject().put("email", world.bob.email()))
                .expect(202);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(node::close);
        Eventually.get(() -> {
            assertThat(answers(node)).isFalse();
            return true;
        });
        release.complete();
        AppNode.await(lock);
        stopped.join();

        assertThat(world.newestMail(world.bob.email())).contains("/reset#");
    }

    @Test
    void aSignInIsCountedOnceItIsCommittedByItsStrongestProof() {
        AppNode node = world.services().node(0);
        double before = count(node, "outcome=\"success\"", "purpose=\"sign-in\"", "factor=\"mail-code\"");
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        world.policy("organisation", world.organisation, "passwordMaxAgeDays", 30);
        world.sql(
                "UPDATE login_passwords SET changed_at = now() - interval '90 days' WHERE account_id = $1",
                world.bob.id());
        ApiClient browser = world.elsewhere();
        browser.send(
                        "beginLogin",
                        new JsonObject().put("email", world.bob.email()).put("password", World.PASSWORD))
                .expect(200);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        browser.send("answerMailCode", new JsonObject().put("code", world.mailedCode(world.bob.email())))
                .expect(200);

        assertThat(count(node, "outcome=\"success\"", "purpose=\"sign-in\"", "factor=\"mail-code\""))
                .isEqualTo(before);
        browser.send("answerNewPassword", new JsonObject().put("newPassword", "an entirely new phrase 9"))
                .expect(200);
        assertThat(count(node, "outcome=\"success\"", "purpose=\"sign-in\"", "factor=\"mail-code\""))
                .isEqualTo(before + 1);
    }

    @Test
    void stepUpsAreCountedApartFromSignIns() {
        AppNode node = world.services().node(0);
        double successes = count(node, "outcome=\"success\"", "purpose=\"step-up\"", "factor=\"password\"");
        double refusals = count(node, "outcome=\"refused\"", "purpose=\"step-up\"", "factor=\"password\"");
        double signIns = count(node, "outcome=\"success\"", "purpose=\"sign-in\"", "factor=\"password\"");
        world.signIn(world.bob);
        world.bob
                .browser()
                .send("beginStepUp", new JsonObject().put("action", "manage"))
                .expect(200);
        world.bob
                .browser()
                .send("answerPassword", new JsonObject().put("password", "a wrong guess"))
                .expect(401);
        world.bob
                .browser()
                .send("answerPassword", new JsonObject().put("password", World.PASSWORD))
                .expect(200);

        assertThat(count(node, "outcome=\"success\"", "purpose=\"step-up\"", "factor=\"password\""))
                .isEqualTo(successes + 1);
        assertThat(count(node, "outcome=\"refused\"", "purpose=\"step-up\"", "factor=\"password\""))
                .isEqualTo(refusals + 1);
        assertThat(count(node, "outcome=\"success\"", "purpose=\"sign-in\"", "factor=\"password\""))
                .isEqualTo(signIns + 1);
    }

    private static double count(AppNode node, String... tags) {
        return node.metrics()
                .lines()
                .filter(line -> line.startsWith("gatehouse_logins_total{"))
                .filter(line -> Arrays.stream(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static boolean answers(AppNode node) {
        try (Socket socket = new Socket(node.address().getHost(), node.address().getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
