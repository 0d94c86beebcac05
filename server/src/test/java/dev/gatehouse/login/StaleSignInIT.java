package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.db.Ids;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What was proved before a change of credentials is worth nothing after it. */
class StaleSignInIT {

    private final World world = new World();

    @Test
    void aResetOfAuthenticatorsEndsSessionsAndSignInsUnderWay() {
        AuthenticatorApp app = world.withTotp(world.bob);
        ApiClient session = elsewhere(1);
        session.send("beginLogin", credentials(world.bob)).expect(200);
        session.send("answerTotp", app.nextAnswer()).expect(200);
        session.call("listSessions").expect(200);
        ApiClient underWay = elsewhere(2);
        underWay.send("beginLogin", credentials(world.bob)).expect(200);

        world.stepUp(world.signIn(world.alice));
        world.alice
                .browser()
                .call("resetAccountFactors", world.organisation, world.bob.id())
                .expect(204);

        session.call("listSessions").expect(401, "sign-in-required");
        underWay.call("continueLogin").expect(404, "no-login");
    }

    @Test
    void aCodeMailedToAnAddressThatAnAdministratorThenRemovesIsRefused() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        UUID second = address(world.bob, "zz-bob@" + world.domainName());
        ApiClient browser = elsewhere(3);
        JsonObject mailbox = mailboxes(browser).getJsonObject(1);
        browser.send("sendMailCode", new JsonObject().put("addressId", mailbox.getString("addressId")))
                .expect(202);
        JsonObject code = code(world.mailedCode("zz-bob@" + world.domainName()));

        world.policy("organisation", world.organisation, "mfaEnforcement", "off");
        world.stepUp(world.signIn(world.alice));
        world.alice
                .browser()
                .call("removeAddress", world.organisation, world.bob.id(), second)
                .expect(200);
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");

        Answer refused = browser.send("answerMailCode", code).expect(404, "no-login");
        assertThat(refused.json().getString("detail")).contains("changed since it began");
        assertThat(browser.cookies()).doesNotContainKey("__Host-gatehouse");
    }

    /** Even where no number was raised, such as an address that stopped being reachable. */
    @Test
    void aCodeMailedToAMailboxThatIsNoLongerReachableIsWrong() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        UUID second = address(world.bob, "zz-bob@" + world.domainName());
        ApiClient browser = elsewhere(4);
        JsonObject mailbox = mailboxes(browser).getJsonObject(1);
        browser.send("sendMailCode", new JsonObject().put("addressId", mailbox.getString("addressId")))
                .expect(202);
        world.sql("DELETE FROM account_addresses WHERE id = $1", second);

        browser.send("answerMailCode", code(world.mailedCode("zz-bob@" + world.domainName())))
                .expect(401, "wrong-code");
    }

    @Test
    void aPasswordProvedBeforeItWasChangedElsewhereIsWorthNothing() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        ApiClient thief = elsewhere(5);
        thief.send("beginLogin", credentials(world.bob)).expect(200);
        thief.send("sendMailCode", new JsonObject()).expect(202);
        JsonObject code = code(world.mailedCode(world.bob.email()));

        // As the number alone would have it: a change of the password deletes what is under way as well.
        world.sql(
                "UPDATE account_accounts SET credential_version = credential_version + 1 WHERE id = $1",
                world.bob.id());

        for (String operation : new String[] {"getLogin", "continueLogin"}) {
            Answer refused = thief.call(operation).expect(404, "no-login");
            assertThat(refused.json().getString("detail")).contains("changed since it began");
        }
        thief.send("answerMailCode", code).expect(404, "no-login");
        thief.send("beginLogin", credentials(world.bob)).expect(200);
    }

    @Test
    void aChangedPasswordEndsWhatIsUnderWay() {
        ApiClient owner = world.stepUp(world.signIn(world.bob)).browser();
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        ApiClient thief = elsewhere(6);
        thief.send("beginLogin", credentials(world.bob)).expect(200);

        owner.send(
                        "changePassword",
                        new JsonObject()
                                .put("currentPassword", World.PASSWORD)
                                .put("newPassword", "an entirely new phrase 9"))
                .expect(204);

        thief.call("continueLogin").expect(404, "no-login");
    }

    /** Hashing takes a while; the owner may be quicker. */
    @Test
    void aPasswordThatIsBeingChangedIsNotSetAfterItWasChangedElsewhere() {
        assertThat(changeOvertakenBy(
                        "UPDATE account_accounts SET credential_version = credential_version + 1 WHERE id = $1"))
                .isEqualTo(409);
    }

    @Test
    void aPasswordThatIsBeingChangedIsNotSetAfterTheSessionWasEnded() {
        assertThat(
                        changeOvertakenBy(
                                "WITH locked AS (SELECT id FROM account_accounts WHERE id = $1 FOR UPDATE)"
                                        + " UPDATE login_sessions SET ended_at = created_at WHERE account_id IN (SELECT id FROM locked)"))
                .isEqualTo(401);
    }

    /** The status of a change of the password that waits for what a transaction does meanwhile. */
    private int changeOvertakenBy(String statement) {
        ApiClient thief = world.stepUp(world.signIn(world.bob)).browser();
        Promise<Void> release = Promise.promise();
        Promise<Void> locked = Promise.promise();
        Future<Void> overtaking = world.services().node(0).db().transaction(tx -> tx.preparedQuery(statement)
                .execute(Tuple.of(world.bob.id()))
                .compose(done -> {
                    locked.complete();
                    return release.future();
                }));
        AppNode.await(locked.future());
        JsonObject passwords =
                new JsonObject().put("currentPassword", World.PASSWORD).put("newPassword", "an entirely new phrase 9");
        CompletableFuture<Answer> change = CompletableFuture.supplyAsync(() -> thief.send("changePassword", passwords));
        Eventually.get(() -> {
            assertThat(world.sql("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')")
                            .size())
                    .isPositive();
            return true;
        });
        release.complete();
        AppNode.await(overtaking);
        return change.join().status();
    }

    @Test
    void anAuthenticatorEnrolledElsewhereEndsASignInThatCouldEnrolOneToo() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "forced");
        ApiClient thief = proveMailbox(elsewhere(7));
        JsonObject planned = thief.call("beginTotp").expect(200).json();
        ApiClient owner = proveMailbox(elsewhere(8));
        world.enrolTotp(new Person(world.bob.id(), world.organisation, world.bob.email(), owner));

        String code = AuthenticatorApp.codeOf(
                planned.getString("secret"), world.services().clock());
        JsonObject confirmation = new JsonObject()
                .put("enrolmentId", planned.getString("enrolmentId"))
                .put("code", code);
        thief.send("confirmTotp", confirmation).expect(401, "sign-in-required");
        thief.call("continueLogin").expect(404, "no-login");
        assertThat(owner.call("continueLogin").expect(200).json().getString("step"))
                .isEqualTo("done");
    }

    @Test
    void theOwnEnrolmentUnderForcedAndTheOwnNewPasswordGoThrough() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "forced");
        world.policy("organisation", world.organisation, "passwordMaxAgeDays", 30);
        world.sql(
                "UPDATE login_passwords SET changed_at = now() - interval '90 days' WHERE account_id = $1",
                world.bob.id());
        ApiClient browser = proveMailbox(world.bob.browser());
        world.enrolTotp(world.bob);

        assertThat(browser.call("continueLogin").expect(200).json().getString("step"))
                .isEqualTo("new-password");
        Answer done =
                browser.send("answerNewPassword", new JsonObject().put("newPassword", "an entirely new phrase 9"));
        assertThat(done.expect(200).json().getString("step")).isEqualTo("done");
        browser.call("listSessions").expect(200);
    }

    private ApiClient proveMailbox(ApiClient browser) {
        browser.send("beginLogin", credentials(world.bob)).expect(200);
        world.services().clock().advance(Duration.ofSeconds(31));
        browser.send("sendMailCode", new JsonObject()).expect(202);
        Answer answer = browser.send("answerMailCode", code(world.mailedCode(world.bob.email())));
        assertThat(answer.expect(200).json().getString("step")).isEqualTo("enrol");
        return browser;
    }

    private JsonArray mailboxes(ApiClient browser) {
        JsonObject state =
                browser.send("beginLogin", credentials(world.bob)).expect(200).json();
        return state.getJsonArray("ways").stream()
                .map(JsonObject.class::cast)
                .filter(way -> way.getString("kind").equals("mail-code"))
                .findFirst()
                .orElseThrow()
                .getJsonArray("mailboxes");
    }

    private UUID address(Person person, String address) {
        UUID id = Ids.next();
        world.sql(
                "INSERT INTO account_addresses (id, organisation_id, account_id, domain_id, address, created_at)"
                        + " VALUES ($1, $2, $3, $4, $5, now() + interval '1 second')",
                id,
                person.organisation(),
                person.id(),
                world.domain,
                address);
        return id;
    }

    private ApiClient elsewhere(int number) {
        return world.services().browser().from("203.0." + (world.bob.id().hashCode() & 127) + "." + number);
    }

    private static JsonObject credentials(Person person) {
        return new JsonObject().put("email", person.email()).put("password", World.PASSWORD);
    }

    private static JsonObject code(String code) {
        return new JsonObject().put("code", code);
    }
}
