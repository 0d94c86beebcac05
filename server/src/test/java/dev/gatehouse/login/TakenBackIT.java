package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.account.Account;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody was in the account for a while: what of that still helps after its owner has taken it back. */
class TakenBackIT {

    private static final String OWNERS = "owner@private.example";
    private static final String THIEFS = "thief@private.example";

    private final World world = new World();
    private final AuthenticatorApp app = world.implantTotp(world.bob);

    /** A link that takes a change back must not be a way around the wait of the address that it goes to. */
    @Test
    void aRecoveryAddressThatIsTakenBackStillWaitsItsThreeDays() {
        ApiClient browser = signedInWithApp();
        change(browser, THIEFS);
        change(browser, "another@private.example");
        world.services().clock().advance(Duration.ofHours(1));

        undo(world.mailedToken(THIEFS), 204);

        assertThat(recoveryAddress()).contains(THIEFS);
        askForReset();
        assertThat(linksTo(THIEFS)).isZero();
        world.services().clock().advance(Account.NEW_MAILBOX_WAITS);
        askForReset();
        assertThat(linksTo(THIEFS)).isOne();
    }

    /** Whoever had the address first has the last word. */
    @Test
    void takingAChangeBackEndsTheLinksOfLaterChanges() {
        ApiClient browser = signedInWithApp();
        change(browser, OWNERS);
        change(browser, THIEFS);
        change(browser, "another@private.example");

        undo(world.mailedToken(OWNERS), 204);
        undo(world.mailedToken(THIEFS), 404);

        assertThat(recoveryAddress()).contains(OWNERS);
    }

    /** The mail says so: whoever is in there may know the password. */
    @Test
    void takingAChangeBackDemandsANewPassword() {
        ApiClient browser = signedInWithApp();
        change(browser, OWNERS);
        change(browser, THIEFS);

        undo(world.mailedToken(OWNERS), 204);

        assertThat(world.newestMail(world.bob.email())).contains("password must be changed at the next sign-in");
        ApiClient next = world.elsewhere();
        next.send("beginLogin", credentials()).expect(200);
        assertThat(next.send("answerTotp", app.nextAnswer()).expect(200).json().getString("step"))
                .isEqualTo("new-password");
    }

    @Test
    void disowningTakesARecoveryAddressAwayThatCameSince() {
        ApiClient owner = signedInWithApp();
        change(owner, OWNERS);
        world.services().clock().advance(Duration.ofMinutes(1));
        ApiClient thief = signedIn(world.elsewhere());
        change(thief, THIEFS);
        change(thief, "another@private.example");
        String thiefsUndo = world.mailedToken(THIEFS);
        String ownersUndo = world.mailedToken(OWNERS);
        String session = thief.call("getSession").json().getString("sessionId");

        stepUp(owner);
        owner.call("disownSession", session).expect(200);

        assertThat(recoveryAddress()).isEmpty();
        assertThat(world.newestMail(world.bob.email())).contains("The recovery address set since was removed");
        undo(thiefsUndo, 404);
        assertThat(recoveryAddress()).isEmpty();
        undo(ownersUndo, 204);
        assertThat(recoveryAddress()).contains(OWNERS);
    }

    @Test
    void disowningLeavesAnEarlierRecoveryAddress() {
        ApiClient owner = signedInWithApp();
        change(owner, OWNERS);
        world.services().clock().advance(Duration.ofMinutes(1));
        ApiClient thief = signedIn(world.elsewhere());
        String session = thief.call("getSession").json().getString("sessionId");

        stepUp(owner);
        owner.call("disownSession", session).expect(200);

        assertThat(recoveryAddress()).contains(OWNERS);
    }

    /** With the password that is known already, a pass would open the account again. */
    @Test
    void disowningEndsAPassThatIsNotUsedYet() {
        ApiClient owner = world.signIn(world.eve).browser();
        String pass = world.stepUp(world.signIn(world.provider))
                .browser()
                .call("issuePass", world.otherOrganisation, world.eve.id())
                .expect(201)
                .json()
                .getString("pass");
        JsonObject guessed = new JsonObject().put("email", world.eve.email()).put("password", World.PASSWORD);
        ApiClient thief = world.elsewhere();
        thief.send("beginLogin", guessed).expect(200);
        String session = thief.call("getSession").json().getString("sessionId");

        world.stepUp(world.eve);
        owner.call("disownSession", session).expect(200);

        thief.send("beginLogin", guessed).expect(200);
        thief.send("answerPass", new JsonObject().put("code", pass)).expect(401, "wrong-code");
    }

    private ApiClient signedInWithApp() {
        return signedIn(world.bob.browser());
    }

    private ApiClient signedIn(ApiClient browser) {
        browser.send("beginLogin", credentials()).expect(200);
        browser.send("answerTotp", app.nextAnswer()).expect(200);
        return browser;
    }

    private void stepUp(ApiClient browser) {
        browser.send("beginStepUp", new JsonObject().put("action", "manage")).expect(200);
        browser.send("answerTotp", app.nextAnswer()).expect(200);
    }

    private void change(ApiClient browser, String address) {
        stepUp(browser);
        browser.send("changeRecoveryAddress", new JsonObject().put("email", address))
                .expect(202);
        browser.send("confirmRecoveryAddress", new JsonObject().put("code", world.mailedCode(address)))
                .expect(204);
    }

    private void undo(String token, int status) {
        world.services()
                .browser()
                .send("undoRecoveryAddress", new JsonObject().put("token", token))
                .expect(status);
    }

    private JsonObject credentials() {
        return new JsonObject().put("email", world.bob.email()).put("password", World.PASSWORD);
    }

    /** Where the account's own mailbox is behind the sign-in, so that links go to the recovery address if they may. */
    private void askForReset() {
        world.sql("UPDATE account_domains SET mailbox = 'gatehouse' WHERE id = $1", world.domain);
        world.elsewhere()
                .send("requestPasswordReset", new JsonObject().put("email", world.bob.email()))
                .expect(202);
        world.services().node(0).settle();
    }

    private long linksTo(String address) {
        return world.sql("SELECT 1 FROM mail_outgoing WHERE recipient = $1 AND kind = 'password-reset'", address)
                .size();
    }

    private Optional<String> recoveryAddress() {
        return Optional.ofNullable(
                world.sql("SELECT recovery_address FROM account_accounts WHERE id = $1", world.bob.id())
                        .iterator()
                        .next()
                        .getString("recovery_address"));
    }
}
