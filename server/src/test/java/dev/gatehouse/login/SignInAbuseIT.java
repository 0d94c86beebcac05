package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an attacker tries first on a sign-in. The numbers are those of the threat model in docs/security.md. */
class SignInAbuseIT {

    private final World world = new World();

    /** 1: somebody has guessed the password of a person without an authenticator. */
    @Test
    void aGuessedPasswordEnrolsNothing() {
        for (String enforcement : List.of("off", "required", "forced")) {
            world.policy("organisation", world.organisation, "mfaEnforcement", enforcement);
            ApiClient thief = thief();

            thief.send("beginLogin", credentials(world.bob)).expect(200);

            Answer refused = thief.call("beginTotp");
            assertThat(refused.status()).as(enforcement).isIn(401, 403);
            Answer key = thief.send("beginPasskeyEnrolment", new JsonObject().put("kind", "passkey"));
            assertThat(key.status()).as(enforcement).isIn(401, 403);
        }
        assertThat(world.sql("SELECT 1 FROM factor_totp WHERE account_id = $1", world.bob.id())
                        .size())
                .isZero();
    }

    /** 1: not even a step-up by password opens enrolment. */
    @Test
    void aStepUpByPasswordDoesNotOpenEnrolment() {
        world.stepUp(world.signIn(world.bob));

        world.bob.browser().call("beginTotp").expect(403, "step-up-required");
    }

    /** 2: other paths after the password step. */
    @Test
    void afterThePasswordNoOtherPathOpensTheSession() {
        world.withTotp(world.bob);
        ApiClient thief = thief();
        thief.send("beginLogin", credentials(world.bob)).expect(200);

        thief.call("continueLogin").expect(200);
        thief.call("getLogin").expect(200);
        thief.send("answerNewPassword", new JsonObject().put("newPassword", "a new one of the thief 77"))
                .expect(409, "way-not-open");
        thief.send("answerPassword", new JsonObject().put("password", World.PASSWORD))
                .expect(409, "way-not-open");
        thief.send("sendMailCode", new JsonObject()).expect(409, "way-not-open");
        thief.send("answerPass", code("AAAA-AAAA-AAAA")).expect(409, "way-not-open");
        thief.send("beginLogin", credentials(world.bob)).expect(200);

        assertThat(thief.cookies()).doesNotContainKey("__Host-gatehouse");
        thief.call("listSessions").expect(401, "sign-in-required");
        assertThat(thief.call("getSession").json().getBoolean("signedIn")).isFalse();
    }

    /** 3: a reset proves the mailbox only. */
    @Test
    void aResetPasswordStillNeedsTheFactorAndKeepsIt() {
        AuthenticatorApp app = world.withTotp(world.bob);
        world.bob.browser().send("beginLogin", credentials(world.bob)).expect(200);
        world.bob.browser().send("answerTotp", app.nextAnswer()).expect(200);
        ApiClient elsewhere = world.services().browser();

        elsewhere
                .send("requestPasswordReset", new JsonObject().put("email", world.bob.email()))
                .expect(202);
        String token = Eventually.get(() -> world.mailedToken(world.bob.email()));
        elsewhere
                .send("completePasswordReset", reset(token, "an entirely new phrase 9"))
                .expect(204);

        world.bob.browser().call("listSessions").expect(401, "sign-in-required");
        JsonObject fresh = new JsonObject().put("email", world.bob.email()).put("password", "an entirely new phrase 9");
        assertThat(elsewhere.send("beginLogin", fresh).json().getString("step")).isEqualTo("factor");
        assertThat(elsewhere
                        .send("answerTotp", app.nextAnswer())
                        .expect(200)
                        .json()
                        .getString("step"))
                .isEqualTo("done");
    }

    /** 4: a link works once, and dies with the credentials. */
    @Test
    void aResetLinkWorksOnceAndDiesWhenCredentialsChange() {
        ApiClient browser = world.services().browser();
        browser.send("requestPasswordReset", new JsonObject().put("email", world.bob.email()))
                .expect(202);
        String token = Eventually.get(() -> world.mailedToken(world.bob.email()));

        browser.send("checkPasswordReset", new JsonObject().put("token", token)).expect(200);
        browser.send("checkInvitation", new JsonObject().put("token", token)).expect(404, "link-unknown");
        browser.send("completePasswordReset", reset(token, "an entirely new phrase 9"))
                .expect(204);
        browser.send("completePasswordReset", reset(token, "an entirely new phrase 8"))
                .expect(410, "link-used");

        browser.send("requestPasswordReset", new JsonObject().put("email", world.alice.email()))
                .expect(202);
        String unused = Eventually.get(() -> world.mailedToken(world.alice.email()));
        world.sql(
                "UPDATE account_accounts SET credential_version = credential_version + 1 WHERE id = $1",
                world.alice.id());
        browser.send("completePasswordReset", reset(unused, "an entirely new phrase 7"))
                .expect(410, "link-expired");
    }

    @Test
    void aLinkIsStoredHashedAndExpires() {
        ApiClient browser = world.services().browser();
        browser.send("requestPasswordReset", new JsonObject().put("email", world.bob.email()))
                .expect(202);
        String token = Eventually.get(() -> world.mailedToken(world.bob.email()));

        byte[] bytes = Base64.getUrlDecoder().decode(token);
        List<byte[]> stored = new ArrayList<>();
        world.sql("SELECT token_hash FROM login_links WHERE account_id = $1", world.bob.id())
                .forEach(row -> stored.add(row.getBuffer("token_hash").getBytes()));
        assertThat(bytes).hasSize(32);
        assertThat(stored).hasSize(1).doesNotContain(bytes, token.getBytes(StandardCharsets.US_ASCII));
        world.sql("UPDATE login_links SET expires_at = now() - interval '1 s' WHERE account_id = $1", world.bob.id());
        browser.send("completePasswordReset", reset(token, "an entirely new phrase 9"))
                .expect(410, "link-expired");
    }

    /** 5: new codes and new sign-ins give no new tries. */
    @Test
    void mailedCodesCannotBeGuessedByAskingForMore() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        ApiClient thief = thief();
        int tries = 0;
        for (int signIn = 0; signIn < 4; signIn++) {
            thief.send("beginLogin", credentials(world.bob)).expect(200);
            Answer sent = thief.send("sendMailCode", new JsonObject());
            for (int guess = 0; guess < 5 && sent.status() == 202; guess++) {
                Answer answer = thief.send("answerMailCode", code("0000000" + guess));
                if (answer.status() == 429) {
                    assertThat(answer.header("Retry-After")).isNotEmpty();
                } else {
                    answer.expect(401, "wrong-code");
                    tries++;
                }
            }
        }
        // Five for each code, and the budget of the account ends it soon after: neither fewer, or codes were never
        // looked at, nor more.
        assertThat(tries).isBetween(5, 10);
    }

    /** 6: bad passwords from elsewhere lock nobody out. */
    @Test
    void badPasswordsFromElsewhereDoNotLockTheOwnerOut() {
        world.signIn(world.bob);
        world.bob.browser().call("signOut").expect(204);
        ApiClient thief = thief();
        Answer last = thief.send("beginLogin", wrong(world.bob));
        for (int i = 0; i < 29; i++) {
            last = thief.send("beginLogin", wrong(world.bob));
        }

        last.expect(429, "slow-down");
        // The known device, and a new browser on another network.
        world.signIn(world.bob);
        ApiClient fresh = world.services().browser().from("192.0.2.77");
        fresh.send("beginLogin", credentials(world.bob)).expect(200);
    }

    /** 6: under attack from many networks the password alone no longer opens the account, whatever the policy. */
    @Test
    void guessingFromManyNetworksMakesThePasswordAloneWorthless() {
        for (int i = 0; i < 30; i++) {
            world.services()
                    .browser()
                    .from("198.18." + i + ".9")
                    .send("beginLogin", wrong(world.bob))
                    .expect(401);
        }

        JsonObject state = Eventually.get(() -> {
            JsonObject json = world.services()
                    .browser()
                    .from("198.18.200.1")
                    .send("beginLogin", credentials(world.bob))
                    .expect(200)
                    .json();
            assertThat(json.getString("step")).isEqualTo("factor");
            return json;
        });
        assertThat(state.getString("reason")).contains("guessing");
    }

    /** 6: a botnet that keeps failing at an organisation keeps nobody there waiting. */
    @Test
    void failuresAllOverAnOrganisationMakeNobodyWaitButAskForACode() {
        world.signIn(world.bob);
        flood();

        JsonObject fresh = world.elsewhere()
                .send("beginLogin", credentials(world.alice))
                .expect(200)
                .json();
        assertThat(fresh.getString("step")).isEqualTo("factor");
        assertThat(fresh.getString("reason")).contains("guessing");
        world.elsewhere().send("beginLogin", wrong(world.bob)).expect(401);
        world.bob.browser().call("signOut").expect(204);
        world.signIn(world.bob);
    }

    /** 6: whoever can read no code is not kept out by what happens to others; guesses at the own account do ask for more. */
    @Test
    void failuresElsewhereKeepNobodyOutWhoCannotReceiveACode() {
        world.sql("UPDATE account_domains SET mailbox = 'gatehouse' WHERE id = $1", world.domain);
        flood();

        JsonObject owner = world.elsewhere()
                .send("beginLogin", credentials(world.bob))
                .expect(200)
                .json();
        assertThat(owner.getString("step")).isEqualTo("done");

        spend(Budget.account(world.bob.id()));
        JsonObject guessedAt = world.elsewhere()
                .send("beginLogin", credentials(world.bob))
                .expect(200)
                .json();
        assertThat(guessedAt.getString("step")).isEqualTo("factor");
    }

    /** Spends what failures all over the organisation have in common, and fails on. */
    private void flood() {
        spend(Budget.domain(TypedAddress.of(world.bob.email())));
        for (int i = 0; i < 3; i++) {
            world.elsewhere().send("beginLogin", wrong(world.alice)).expect(401);
        }
        // The books are written after the answer.
        Eventually.get(() -> {
            assertThat(level(Budget.account(world.alice.id()))).isEqualTo(3);
            return true;
        });
    }

    private void spend(Budget budget) {
        Instant now = world.services().clock().instant();
        for (int i = 0; i <= budget.free() + 5; i++) {
            AppNode.await(world.services().node(0).db().query(client -> new BudgetStore().charge(client, budget, now)));
        }
    }

    private int level(Budget budget) {
        return world.sql(
                        "SELECT coalesce(max(ceil(level)), 0)::integer AS level FROM login_budgets WHERE key = $1",
                        budget.key())
                .iterator()
                .next()
                .getInteger("level");
    }

    /** 7: a hundred guesses at the same time count as a hundred. */
    @Test
    void parallelGuessesAreCountedBeforeTheyAreMade() {
        ApiClient thief = thief();
        List<Answer> answers = Together.run(40, i -> thief.copy().send("beginLogin", wrong(world.bob)));

        long looked = answers.stream().filter(answer -> answer.status() == 401).count();
        long slowed = answers.stream().filter(answer -> answer.status() == 429).count();
        // A busy machine may refuse some before they are looked at, but never all.
        assertThat(looked).isBetween(1L, 7L);
        assertThat(slowed).isPositive();
        assertThat(answers).allMatch(answer -> List.of(401, 429, 503).contains(answer.status()));
    }

    /** 8: nothing tells whether an address is known. */
    @Test
    void nothingTellsWhetherAnAddressIsKnown() {
        Person ghost = new Person(world.bob.id(), world.organisation, "ghost@acme.example", world.bob.browser());
        Answer known = thief().send("beginLogin", wrong(world.bob)).expect(401);
        Answer unknown = thief().send("beginLogin", wrong(ghost)).expect(401);
        Answer knownReset = thief().send("requestPasswordReset", new JsonObject().put("email", world.bob.email()));
        Answer unknownReset = thief().send("requestPasswordReset", new JsonObject().put("email", ghost.email()));

        assertThat(shape(known)).isEqualTo(shape(unknown));
        assertThat(shape(knownReset)).isEqualTo(shape(unknownReset));
    }

    /** 8: an account that may not sign in looks like a wrong password. */
    @Test
    void aSuspendedAccountLooksLikeAWrongPassword() {
        Answer wrong = thief().send("beginLogin", wrong(world.bob)).expect(401);
        world.sql("UPDATE account_accounts SET state = 'suspended' WHERE id = $1", world.bob.id());

        Answer suspended = thief().send("beginLogin", credentials(world.bob)).expect(401);

        assertThat(shape(suspended)).isEqualTo(shape(wrong));
    }

    /** 9: a TOTP code is good for one use, on either node. */
    @Test
    void aTotpCodeWorksOnceOnAllNodes() {
        AuthenticatorApp app = world.withTotp(world.bob);
        JsonObject answer = app.nextAnswer();
        ApiClient first = thief();
        ApiClient second = thief().at(world.services().node(1).address());
        first.send("beginLogin", credentials(world.bob)).expect(200);
        second.send("beginLogin", credentials(world.bob)).expect(200);

        first.send("answerTotp", answer).expect(200);
        second.send("answerTotp", answer).expect(401, "wrong-code");
    }

    /** 9: a clock that is two steps off is refused. */
    @Test
    void aTotpCodeFromTwoStepsAgoIsRefused() {
        AuthenticatorApp app = world.withTotp(world.bob);
        JsonObject old = app.nextAnswer();
        world.services().clock().advance(Duration.ofSeconds(61));
        world.bob.browser().send("beginLogin", credentials(world.bob)).expect(200);

        world.bob.browser().send("answerTotp", old).expect(401, "wrong-code");
    }

    /** 16: a cookie that the attacker planted is not adopted, and each proof gives a new one. */
    @Test
    void tokensChangeWithEachProofAndOldOnesAreDead() {
        AuthenticatorApp app = world.withTotp(world.bob);
        ApiClient browser = thief();
        browser.cookies().put("__Host-gatehouse", "A".repeat(43));
        browser.send("beginLogin", credentials(world.bob)).expect(200);
        String login = browser.cookies().get("__Host-gatehouse-login");
        browser.send("answerTotp", app.nextAnswer()).expect(200);

        assertThat(browser.cookies().get("__Host-gatehouse")).isNotEqualTo("A".repeat(43));
        ApiClient replay = thief();
        replay.cookies().put("__Host-gatehouse-login", login);
        replay.call("getLogin").expect(404, "no-login");
    }

    /** 22: the recovery address cannot be used to take the account over. */
    @Test
    void aNewRecoveryAddressReceivesNothingForThreeDaysAndCanBeTakenBack() {
        AuthenticatorApp app = world.withTotp(world.bob);
        ApiClient browser = world.bob.browser();
        browser.send("beginLogin", credentials(world.bob)).expect(200);
        browser.send("answerTotp", app.nextAnswer()).expect(200);
        browser.send("changeRecoveryAddress", new JsonObject().put("email", "old@private.example"))
                .expect(403, "step-up-required");
        stepUpByTotp(browser, app);
        changeAddress(browser, "old@private.example");
        stepUpByTotp(browser, app);
        changeAddress(browser, "thief@private.example");

        JsonObject account = browser.call("getSession").json().getJsonObject("account");
        assertThat(account.getString("recoveryAddress")).isEqualTo("thief@private.example");
        assertThat(world.newestMail(world.bob.email())).contains("recovery address");
        String undo = world.mailedToken("old@private.example");
        world.services()
                .browser()
                .send("undoRecoveryAddress", new JsonObject().put("token", undo))
                .expect(204);
        world.services()
                .browser()
                .send("undoRecoveryAddress", new JsonObject().put("token", undo))
                .expect(410, "link-used");
        assertThat(world.sql("SELECT recovery_address FROM account_accounts WHERE id = $1", world.bob.id())
                        .iterator()
                        .next()
                        .getString("recovery_address"))
                .isEqualTo("old@private.example");
        browser.call("listSessions").expect(401, "sign-in-required");
    }

    /** 22: what a thief tries there leaves traces. */
    @Test
    void requestsForARecoveryAddressAndWrongCodesAreWrittenDown() {
        AuthenticatorApp app = world.withTotp(world.bob);
        ApiClient browser = world.bob.browser();
        browser.send("beginLogin", credentials(world.bob)).expect(200);
        browser.send("answerTotp", app.nextAnswer()).expect(200);
        stepUpByTotp(browser, app);

        browser.send("changeRecoveryAddress", new JsonObject().put("email", "new@private.example"))
                .expect(202);
        browser.send("confirmRecoveryAddress", code("00000000")).expect(401, "wrong-code");

        assertThat(audited("login.ask-address", "success")).isOne();
        assertThat(audited("login.change-address", "refused")).isOne();
    }

    private long audited(String action, String result) {
        return world.sql(
                        "SELECT count(*) AS n FROM audit_entries WHERE organisation_id = $1 AND action = $2 AND result = $3"
                                + " AND object_id = $4",
                        world.organisation,
                        action,
                        result,
                        world.bob.id())
                .iterator()
                .next()
                .getLong("n");
    }

    @Test
    void signInsUnderWayStayBoundedAndThoseOfKnownDevicesStay() {
        world.signIn(world.bob);
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        world.password(world.bob).expect(200);
        for (int i = 0; i < TransactionStore.MAX_ELSEWHERE + 10; i++) {
            world.services()
                    .browser()
                    .from("198.19." + i + "." + (world.bob.id().hashCode() & 127))
                    .send("beginLogin", credentials(world.bob))
                    .expect(200);
        }

        long rows = world.sql("SELECT count(*) AS n FROM login_transactions WHERE account_id = $1", world.bob.id())
                .iterator()
                .next()
                .getLong("n");
        assertThat(rows).isEqualTo(TransactionStore.MAX_ELSEWHERE + 1);
        world.bob.browser().call("getLogin").expect(200);
    }

    private void changeAddress(ApiClient browser, String address) {
        browser.send("changeRecoveryAddress", new JsonObject().put("email", address))
                .expect(202);
        browser.send("confirmRecoveryAddress", code(world.mailedCode(address))).expect(204);
    }

    private static void stepUpByTotp(ApiClient browser, AuthenticatorApp app) {
        browser.send("beginStepUp", new JsonObject().put("action", "manage")).expect(200);
        browser.send("answerTotp", app.nextAnswer()).expect(200);
    }

    private ApiClient thief() {
        return world.elsewhere();
    }

    private static JsonObject credentials(Person person) {
        return new JsonObject().put("email", person.email()).put("password", World.PASSWORD);
    }

    private static JsonObject wrong(Person person) {
        return new JsonObject().put("email", person.email()).put("password", "a wrong guess");
    }

    private static JsonObject code(String code) {
        return new JsonObject().put("code", code);
    }

    private static JsonObject reset(String token, String password) {
        return new JsonObject().put("token", token).put("newPassword", password);
    }

    /** Everything of an answer that an attacker can compare. */
    private static Object shape(Answer answer) {
        JsonObject body = answer.json().copy();
        body.remove("requestId");
        List<String> headers = new ArrayList<>(answer.raw().headers().map().keySet());
        return Map.of(
                "status",
                answer.status(),
                "body",
                body,
                "headers",
                headers.stream().sorted().toList());
    }
}
