package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Mails that somebody makes the product send without being an administrator. */
class NoticeFloodIT {

    private final World world = new World();

    @Test
    void strangersCauseFiveResetLinksAnHourAndLeaveRoomForAdministrators() {
        for (int i = 0; i < 20; i++) {
            askForReset(world.bob.email()).expect(202);
            world.services().clock().advance(Duration.ofMinutes(1));
            world.sql("DELETE FROM login_budgets WHERE key LIKE 'reset|%'");
        }
        world.services().node(0).settle();

        assertThat(mails(world.bob.email(), "password-reset")).isBetween(5L, 7L);
        assertThat(audited("login.ask-reset")).isBetween(5L, 7L);
        askForReset("nobody@" + world.domainName()).expect(202);
        world.stepUp(world.signIn(world.alice))
                .browser()
                .call("startPasswordReset", world.organisation, world.bob.id())
                .expect(202);
    }

    @Test
    void nobodyFillsTheMailboxesOfAdministratorsWithChangesOfAuthenticators() {
        AuthenticatorApp app = world.implantTotp(world.bob);
        ApiClient bob = signedIn(world.bob.browser(), app);
        stepUp(bob, app);

        for (int i = 0; i < 30; i++) {
            bob.call("createRecoveryCodes").expect(200);
        }

        bob.call("createRecoveryCodes").expect(429, "too-many-mails");
        assertThat(mails(world.alice.email(), "recovery-codes-replaced")).isEqualTo(30);
        world.stepUp(world.signIn(world.alice))
                .browser()
                .call("resetAccountFactors", world.organisation, world.bob.id())
                .expect(204);
    }

    @Test
    void codesForARecoveryAddressAreCountedOverAllSessionsAndByMailbox() {
        AuthenticatorApp bobs = world.implantTotp(world.bob);
        AuthenticatorApp alices = world.implantTotp(world.alice);
        String victim = "victim-" + world.bob.id() + "@elsewhere.example";
        ApiClient first = signedIn(world.elsewhere(), bobs);
        stepUp(first, bobs);
        change(first, "v-" + victim).expect(202);
        world.sql(
                "UPDATE login_budgets SET open_at = 'infinity' WHERE key = 'address-codes|' || $1",
                world.bob.id().toString());
        ApiClient second = signedIn(world.elsewhere(), bobs);
        stepUp(second, bobs);
        change(second, "w-" + victim).expect(429, "slow-down");

        for (int i = 0; i < 5; i++) {
            world.sql("DELETE FROM login_budgets WHERE key LIKE 'address-codes|%'");
            ApiClient alice = signedIn(world.elsewhere(), alices, world.alice);
            stepUp(alice, alices);
            change(alice, victim).expect(202);
        }
        world.sql("DELETE FROM login_budgets WHERE key LIKE 'address-codes|%'");
        change(second, victim).expect(429, "too-many-mails");
    }

    /** A made-up organisation must not be a machine that mails strangers what its people are called. */
    @Test
    void codesForARecoveryAddressAreCountedByOrganisationAndNameThePersonByAddress() {
        AuthenticatorApp app = world.implantTotp(world.bob);
        String stranger = "stranger-" + world.bob.id() + "@elsewhere.example";
        world.sql("UPDATE account_accounts SET name = 'Win at https://evil.example' WHERE id = $1", world.bob.id());
        ApiClient bob = signedIn(world.bob.browser(), app);
        stepUp(bob, app);

        change(bob, stranger).expect(202);
        assertThat(world.newestMail(stranger)).contains(world.bob.email()).doesNotContain("evil.example");

        world.sql(
                "UPDATE mail_budgets SET level = 100 WHERE key = 'address-code|' || $1 || '|hour'",
                world.organisation.toString());
        world.services().clock().advance(Duration.ofSeconds(31));
        change(bob, "other-" + stranger).expect(429, "too-many-mails");
    }

    @Test
    void newDevicesAreToldTenTimesAnHourAndThirtyAreRemembered() {
        world.signIn(world.bob);
        for (int i = 0; i < DeviceStore.MOST + 5; i++) {
            world.elsewhere().send("beginLogin", credentials(world.bob)).expect(200);
        }

        assertThat(mails(world.bob.email(), "new-device")).isEqualTo(10);
        assertThat(world.sql("SELECT 1 FROM login_devices WHERE account_id = $1", world.bob.id())
                        .size())
                .isEqualTo(DeviceStore.MOST);
    }

    private Answer askForReset(String address) {
        return world.elsewhere().send("requestPasswordReset", new JsonObject().put("email", address));
    }

    private ApiClient signedIn(ApiClient browser, AuthenticatorApp app) {
        return signedIn(browser, app, world.bob);
    }

    private static ApiClient signedIn(ApiClient browser, AuthenticatorApp app, World.Person person) {
        browser.send("beginLogin", credentials(person)).expect(200);
        browser.send("answerTotp", app.nextAnswer()).expect(200);
        return browser;
    }

    private static void stepUp(ApiClient browser, AuthenticatorApp app) {
        browser.send("beginStepUp", new JsonObject().put("action", "manage")).expect(200);
        browser.send("answerTotp", app.nextAnswer()).expect(200);
    }

    private static Answer change(ApiClient browser, String address) {
        return browser.send("changeRecoveryAddress", new JsonObject().put("email", address));
    }

    private static JsonObject credentials(World.Person person) {
        return new JsonObject().put("email", person.email()).put("password", World.PASSWORD);
    }

    private long mails(String recipient, String kind) {
        return world.sql("SELECT 1 FROM mail_outgoing WHERE recipient = $1 AND kind = $2", recipient, kind)
                .size();
    }

    private long audited(String action) {
        return world.sql(
                        "SELECT 1 FROM audit_entries WHERE organisation_id = $1 AND action = $2",
                        world.organisation,
                        action)
                .size();
    }
}
