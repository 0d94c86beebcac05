package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.account.Account;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A rogue administrator plants a mailbox in somebody's account: what the planted mailbox gets, and what the person hears. */
class NewMailboxIT {

    private final World world = new World();
    private final String planted = "planted@" + world.domainName();

    @Test
    void plantedMailboxShouldReceiveNoResetLinkForThreeDays() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        JsonObject account = plant(alice);
        assertThat(account.getJsonArray("addresses").getJsonObject(0).getString("usableFrom"))
                .isNull();
        assertThat(account.getJsonArray("addresses").getJsonObject(1).getString("usableFrom"))
                .isNotNull();

        askForReset(planted);
        Eventually.get(
                () -> assertThat(world.newestMail(world.bob.email())).contains("somebody asked for a new password"));
        alice.call("startPasswordReset", world.organisation, world.bob.id()).expect(202);
        assertThat(secretsTo(planted)).isZero();

        removeBobsOwn(alice, account);
        assertThat(world.newestMail(world.bob.email())).contains("has removed the address " + world.bob.email());
        alice.call("startPasswordReset", world.organisation, world.bob.id()).expect(409, "no-mailbox");
        askForReset(planted);
        assertThat(secretsTo(planted)).isZero();

        world.services().clock().advance(Account.NEW_MAILBOX_WAITS);
        askForReset(planted);
        Eventually.get(() -> assertThat(secretsTo(planted)).isEqualTo(1));
    }

    @Test
    void plantedMailboxShouldReceiveNoSignInCodeForThreeDays() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "off");
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        removeBobsOwn(alice, plant(alice));
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");

        JsonObject way = mailWay();
        assertThat(way.getBoolean("available")).isFalse();
        assertThat(way.getString("why")).isEqualTo("no-mailbox");
        world.bob.browser().send("sendMailCode", new JsonObject()).expect(409);
        assertThat(secretsTo(planted)).isZero();

        world.services().clock().advance(Account.NEW_MAILBOX_WAITS);
        assertThat(mailWay().getBoolean("available")).isTrue();
    }

    @Test
    void everyMailboxThatWasThereShouldHearOfAChange() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        String second = "second@" + world.domainName();
        alice.send("addAddress", new JsonObject().put("address", second), world.organisation, world.bob.id())
                .expect(201);
        world.sql("UPDATE account_accounts SET recovery_address = 'bob@private.example' WHERE id = $1", world.bob.id());

        JsonObject account = plant(alice);

        for (String mailbox : new String[] {world.bob.email(), second, "bob@private.example"}) {
            assertThat(world.newestMail(mailbox)).contains("has added the address " + planted, "From ");
        }
        assertThat(secretsTo(planted)).isZero();
        alice.call("removeAddress", world.organisation, world.bob.id(), addressId(account, 2))
                .expect(200);
        assertThat(world.newestMail("bob@private.example")).contains("has removed the address " + planted);
        assertThat(world.newestMail(second)).contains("has removed the address " + planted);
    }

    @Test
    void addressOfSomebodyInvitedShouldBeCorrectedAtOnce() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        String wrong = "nwe@" + world.domainName();
        String right = "new@" + world.domainName();
        JsonObject invited = alice.send(
                        "createAccount",
                        new JsonObject().put("name", "New").put("addresses", new JsonArray().add(wrong)),
                        world.organisation)
                .expect(201)
                .json();
        String id = invited.getString("id");

        JsonObject both = alice.send("addAddress", new JsonObject().put("address", right), world.organisation, id)
                .expect(201)
                .json();
        alice.call("removeAddress", world.organisation, id, addressId(both, 0)).expect(200);
        alice.call("sendInvitation", world.organisation, id).expect(202);

        assertThat(both.getJsonArray("addresses").getJsonObject(1).getString("usableFrom"))
                .isNull();
        JsonObject answer =
                new JsonObject().put("token", world.mailedToken(right)).put("newPassword", "a fresh horse battery 77");
        world.services().browser().send("acceptInvitation", answer).expect(200);
    }

    @Test
    void resetByAnAdministratorShouldNeedAFreshProof() {
        ApiClient alice = world.signIn(world.alice).browser();

        alice.call("startPasswordReset", world.organisation, world.bob.id()).expect(403, "step-up-required");
        assertThat(secretsTo(world.bob.email())).isZero();

        world.stepUp(world.alice);
        alice.call("startPasswordReset", world.organisation, world.bob.id()).expect(202);
        assertThat(world.mailedToken(world.bob.email())).isNotEmpty();
    }

    private JsonObject plant(ApiClient alice) {
        return alice.send("addAddress", new JsonObject().put("address", planted), world.organisation, world.bob.id())
                .expect(201)
                .json();
    }

    private void removeBobsOwn(ApiClient alice, JsonObject account) {
        alice.call("removeAddress", world.organisation, world.bob.id(), addressId(account, 0))
                .expect(200);
    }

    private static String addressId(JsonObject account, int index) {
        return account.getJsonArray("addresses").getJsonObject(index).getString("id");
    }

    private void askForReset(String address) {
        world.services()
                .browser()
                .send("requestPasswordReset", new JsonObject().put("email", address))
                .expect(202);
        world.services().node(0).settle();
    }

    /** The way by mailed code that a sign-in with the planted address is shown. */
    private JsonObject mailWay() {
        return world
                .bob
                .browser()
                .send("beginLogin", new JsonObject().put("email", planted).put("password", World.PASSWORD))
                .expect(200)
                .json()
                .getJsonArray("ways")
                .stream()
                .map(JsonObject.class::cast)
                .filter(way -> way.getString("kind").equals("mail-code"))
                .findFirst()
                .orElseThrow();
    }

    /** How many mails with a code or a link went there. */
    private long secretsTo(String address) {
        return world.sql(
                        "SELECT count(*) AS n FROM mail_outgoing WHERE recipient = $1 AND kind <> 'address-notice'",
                        address)
                .iterator()
                .next()
                .getLong("n");
    }
}
