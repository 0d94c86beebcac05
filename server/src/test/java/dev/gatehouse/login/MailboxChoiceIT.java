package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.db.Ids;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever has several mailboxes chooses one; what the page is told of them helps nobody else. */
class MailboxChoiceIT {

    private final World world = new World();
    private final String second = "robert@" + world.domainName();

    @BeforeEach
    void bobHasTwoMailboxes() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        world.sql(
                "INSERT INTO account_addresses (id, organisation_id, account_id, domain_id, address, created_at)"
                        + " VALUES ($1, $2, $3, $4, $5, now() + interval '1 second')",
                Ids.next(),
                world.organisation,
                world.bob.id(),
                world.domain,
                second);
    }

    @Test
    void aNewCodeGoesWhereTheOneBeforeWent() {
        ApiClient browser = world.elsewhere();
        String chosen = mailboxes(browser).get(1).getString("addressId");
        browser.send("sendMailCode", new JsonObject().put("addressId", chosen)).expect(202);
        String first = world.mailedCode(second);
        world.services().clock().advance(Duration.ofSeconds(31));

        JsonObject again =
                browser.send("sendMailCode", new JsonObject()).expect(202).json();

        assertThat(again.getString("hint")).startsWith("r");
        assertThat(world.mailedCode(second)).isNotEqualTo(first);
        assertThat(world.sql("SELECT 1 FROM mail_outgoing WHERE recipient = $1", world.bob.email())
                        .size())
                .isZero();
        browser.send("answerMailCode", new JsonObject().put("code", world.mailedCode(second)))
                .expect(200);
    }

    @Test
    void aNewCodeCanGoToAnotherMailbox() {
        ApiClient browser = world.elsewhere();
        List<JsonObject> mailboxes = mailboxes(browser);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        world.services().clock().advance(Duration.ofSeconds(31));

        browser.send(
                        "sendMailCode",
                        new JsonObject().put("addressId", mailboxes.get(1).getString("addressId")))
                .expect(202);

        browser.send("answerMailCode", new JsonObject().put("code", world.mailedCode(second)))
                .expect(200);
    }

    /** With the first letter and the domain beside it, an id that follows from the address alone is a test for guesses at it. */
    @Test
    void theIdOfAMailboxSaysNothingAboutItsAddress() {
        ApiClient browser = world.elsewhere();
        List<String> ids = ids(mailboxes(browser));
        JsonObject looked = browser.call("getLogin").expect(200).json();

        assertThat(ids(mailboxes(looked))).isEqualTo(ids);
        assertThat(ids(mailboxes(world.elsewhere()))).hasSize(2).doesNotContainAnyElementsOf(ids);
        assertThat(ids)
                .doesNotContain(UUID.nameUUIDFromBytes(second.getBytes(StandardCharsets.UTF_8))
                        .toString());
        world.elsewhere().send("beginLogin", credentials()).expect(200);
        ApiClient other = world.elsewhere();
        mailboxes(other);
        other.send("sendMailCode", new JsonObject().put("addressId", ids.getFirst()))
                .expect(409, "no-mailbox");
    }

    private List<JsonObject> mailboxes(ApiClient browser) {
        return mailboxes(browser.send("beginLogin", credentials()).expect(200).json());
    }

    private static List<JsonObject> mailboxes(JsonObject state) {
        JsonArray ways = state.getJsonArray("ways");
        return ways.stream()
                .map(JsonObject.class::cast)
                .filter(way -> way.getString("kind").equals("mail-code"))
                .flatMap(way -> way.getJsonArray("mailboxes").stream().map(JsonObject.class::cast))
                .toList();
    }

    private static List<String> ids(List<JsonObject> mailboxes) {
        return mailboxes.stream().map(mailbox -> mailbox.getString("addressId")).toList();
    }

    private JsonObject credentials() {
        return new JsonObject().put("email", world.bob.email()).put("password", World.PASSWORD);
    }
}
