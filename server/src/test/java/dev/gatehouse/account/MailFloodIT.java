package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An administrator who wants to fill somebody's mailbox. */
class MailFloodIT {

    private final World world = new World();
    private final String address = "victim@" + world.domainName();

    @Test
    void invitationsShouldEndAfterFiveEvenOnTwoNodesAndForANewAccount() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        String id = invite(alice).expect(201).json().getString("id");

        List<Answer> answers = Together.run(10, i -> alice.copy()
                .at(world.services().node(i % 2).address())
                .call("sendInvitation", world.organisation, id));

        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(4);
        assertThat(answers).filteredOn(answer -> answer.status() != 202).allSatisfy(answer -> {
            answer.expect(429, "too-many-mails");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(600, 720);
        });
        alice.call("deleteAccount", world.organisation, id).expect(204);
        invite(alice).expect(429, "too-many-mails");
        assertThat(world.sql("SELECT 1 FROM mail_outgoing WHERE recipient = $1", address)
                        .size())
                .isEqualTo(5);

        world.services().clock().advance(Duration.ofMinutes(12));
        invite(alice).expect(201);
    }

    @Test
    void resetLinksShouldEndAfterFive() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();

        for (int i = 0; i < 5; i++) {
            alice.call("startPasswordReset", world.organisation, world.bob.id()).expect(202);
        }

        alice.call("startPasswordReset", world.organisation, world.bob.id()).expect(429, "too-many-mails");
        alice.call("startPasswordReset", world.organisation, world.alice.id()).expect(202);
    }

    private Answer invite(ApiClient alice) {
        return alice.send(
                "createAccount",
                new JsonObject().put("name", "Victim").put("addresses", new JsonArray().add(address)),
                world.organisation);
    }
}
