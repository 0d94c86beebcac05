package dev.gatehouse.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.SoftAuthenticator;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

/** Authenticators on the real server: setting them up, using them, losing them. */
class FactorIT {

    private static final String ORIGIN = "http://localhost:8080";

    private final World world = new World();
    private final SoftAuthenticator keys = new SoftAuthenticator(ORIGIN);

    @Test
    void aPasswordAloneShouldEnrolNothing() {
        ApiClient browser = world.signIn(world.bob).browser();

        browser.call("beginTotp").expect(403, "step-up-required");
        browser.send("beginPasskeyEnrolment", kind("passkey")).expect(403, "step-up-required");

        world.stepUp(world.bob);
        browser.call("beginTotp").expect(403, "step-up-required");
        browser.send("beginPasskeyEnrolment", kind("passkey")).expect(403, "step-up-required");
        browser.call("createRecoveryCodes").expect(409, "no-factor");
        assertThat(browser.call("listFactors").expect(200).items()).isEmpty();
    }

    @Test
    void aProofByPasswordShouldNotOutliveTheFirstAuthenticator() {
        ApiClient thief = world.services().browser().from("10.9.1.10");
        world.stepUp(world.signIn(at(world.bob, thief)));
        enrolTotp(world.bob);
        String id = thief.call("listFactors").items().getJsonObject(0).getString("id");

        thief.call("beginTotp").expect(403, "step-up-required");
        thief.call("createRecoveryCodes").expect(403, "step-up-required");
        thief.call("removeFactor", id).expect(403, "step-up-required");
    }

    @Test
    void anAuthenticatorAppShouldBeSetUpAfterAMailedCodeAndPeopleShouldBeTold() {
        ApiClient browser = earnFirstFactor(world.bob).browser();
        JsonObject begun = browser.call("beginTotp").expect(200).json();

        browser.send("confirmTotp", confirm(begun, "000000")).expect(422, "wrong-enrolment-code");
        assertThat(browser.call("listFactors").items()).isEmpty();
        JsonObject enrolled = browser.send(
                        "confirmTotp", confirm(begun, code(begun)).put("name", " My phone "))
                .expect(200)
                .json();

        assertThat(enrolled.getJsonObject("factor").getString("name")).isEqualTo("My phone");
        assertThat(enrolled.getJsonArray("recoveryCodes")).hasSize(10);
        assertThat(begun.getString("uri"))
                .startsWith("otpauth://totp/Gatehouse:")
                .contains(begun.getString("secret"));
        assertThat(world.newestMail(world.bob.email())).contains("authenticator app \"My phone\" was added");
        assertThat(world.newestMail(world.alice.email())).contains("authenticator app \"My phone\" was added");
        browser.send("confirmTotp", confirm(begun, code(begun))).expect(403, "step-up-required");
    }

    @Test
    void underForcedTheSignInShouldGoOnWithTheNewAuthenticator() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "forced");
        ApiClient browser = world.bob.browser();
        world.password(world.bob).expect(200);
        browser.call("beginTotp").expect(401);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        browser.send("answerMailCode", answer(world.mailedCode(world.bob.email())))
                .expect(200);

        JsonObject begun = browser.call("beginTotp").expect(200).json();
        browser.send("confirmTotp", confirm(begun, code(begun))).expect(200);
        Answer done = browser.call("continueLogin").expect(200);

        assertThat(done.json().getString("step")).isEqualTo("done");
        assertThat(browser.call("listFactors").expect(200).items()).hasSize(1);
    }

    @Test
    void aTimeStepShouldBeAcceptedOnceAndNotAgainAfterTheSetUp() {
        JsonObject begun = enrolTotp(world.bob);
        ApiClient browser = world.services().browser().from("10.9.1.1");
        Person elsewhere = at(world.bob, browser);
        world.password(elsewhere).expect(200);

        browser.send("answerTotp", answer(code(begun))).expect(401, "wrong-code");
        later();
        browser.send("answerTotp", answer(code(begun))).expect(200);
        world.password(elsewhere).expect(200);
        browser.send("answerTotp", answer(code(begun))).expect(401, "wrong-code");
    }

    @Test
    void ofTwoNodesWithTheSameTotpCodeOneShouldSucceed() {
        JsonObject begun = enrolTotp(world.bob);
        later();
        List<ApiClient> browsers = signInOnTwoNodes(world.bob);

        assertThat(atOnce(browsers, browser -> browser.send("answerTotp", answer(code(begun)))))
                .containsOnlyOnce(200);
    }

    @Test
    void ofTwoNodesWithTheSameRecoveryCodeOneShouldSucceed() {
        ApiClient browser = earnFirstFactor(world.bob).browser();
        JsonObject begun = browser.call("beginTotp").expect(200).json();
        JsonArray codes = browser.send("confirmTotp", confirm(begun, code(begun)))
                .expect(200)
                .json()
                .getJsonArray("recoveryCodes");
        List<ApiClient> browsers = signInOnTwoNodes(world.bob);

        assertThat(atOnce(browsers, one -> one.send("answerRecoveryCode", answer(codes.getString(3)))))
                .containsOnlyOnce(200);
        assertThat(browser.call("listFactors")
                        .json()
                        .getJsonObject("recoveryCodes")
                        .getInteger("remaining"))
                .isEqualTo(9);
    }

    @Test
    void ofTwoNodesWithTheSameMailedCodeOneShouldSucceed() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        ApiClient browser = world.bob.browser();
        world.password(world.bob).expect(200);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        String code = world.mailedCode(world.bob.email());
        List<ApiClient> browsers = List.of(
                browser.copy(), browser.copy().at(world.services().node(1).address()));

        List<Integer> statuses = atOnce(browsers, one -> one.send("answerMailCode", answer(code)));

        assertThat(statuses).containsOnlyOnce(200);
    }

    @Test
    void triesOfAMailedCodeShouldSurviveTheNextCode() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        ApiClient browser = world.bob.browser();
        world.password(world.bob).expect(200);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        for (int i = 0; i < 4; i++) {
            browser.send("answerMailCode", answer(wrong(world.mailedCode(world.bob.email()))))
                    .expect(401, "wrong-code");
        }

        Answer tooSoon = browser.send("sendMailCode", new JsonObject()).expect(429, "resend-too-soon");
        assertThat(Integer.parseInt(tooSoon.header("Retry-After"))).isBetween(1, 30);
        later();
        browser.send("sendMailCode", new JsonObject()).expect(202);
        browser.send("answerMailCode", answer(wrong(world.mailedCode(world.bob.email()))))
                .expect(401, "wrong-code");
        waitOut();

        browser.send("answerMailCode", answer(world.mailedCode(world.bob.email())))
                .expect(401, "wrong-code");
        browser.send("sendMailCode", new JsonObject()).expect(409, "mail-code-used-up");
    }

    @Test
    void aMailedCodeShouldWorkForItsOwnSignInOnlyAndForTenMinutes() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        ApiClient browser = world.bob.browser();
        world.password(world.bob).expect(200);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        String code = world.mailedCode(world.bob.email());
        Person elsewhere = at(world.bob, world.services().browser().from("10.9.1.2"));
        world.password(elsewhere).expect(200);

        elsewhere.browser().send("answerMailCode", answer(code)).expect(401, "wrong-code");
        world.services().clock().advance(MailCodes.LIFETIME);
        browser.send("answerMailCode", answer(code)).expect(401, "wrong-code");
    }

    @Test
    void aPasskeyShouldSignInWithoutAName() {
        enrolKey(world.bob, "passkey");
        ApiClient browser = world.services().browser().from("10.9.1.3");

        JsonObject options = browser.call("beginPasskey").expect(200).json();
        Answer done = browser.send("answerPasskey", assertion(options, keys)).expect(200);

        assertThat(options.getJsonObject("publicKey").containsKey("allowCredentials"))
                .isFalse();
        assertThat(done.json().getString("step")).isEqualTo("done");
        assertThat(browser.call("getSession").json().getJsonObject("account").getString("id"))
                .isEqualTo(world.bob.id().toString());
    }

    @Test
    void aChallengeShouldBeAnsweredOnce() {
        enrolKey(world.bob, "passkey");
        ApiClient browser = world.services().browser().from("10.9.1.4");
        JsonObject options = browser.call("beginPasskey").expect(200).json();
        JsonObject used = assertion(options, keys);

        keys.origin("https://evil.example");
        browser.send("answerPasskey", assertion(options, keys)).expect(401, "wrong-passkey");
        // A wrong answer to a challenge that names nobody leaves nothing behind; the right one is good once, on all
        // nodes.
        browser.send("answerPasskey", used).expect(200);
        JsonObject replayed = assertion(options, keys.origin(ORIGIN));
        ApiClient other = world.services()
                .browser()
                .from("10.9.1.5")
                .at(world.services().node(1).address());
        other.send("answerPasskey", used).expect(401, "wrong-passkey");
        other.send("answerPasskey", replayed).expect(401, "wrong-passkey");
    }

    @Test
    void aChallengeOfASignInShouldBeAnsweredOnceRightOrWrong() {
        enrolKey(world.bob, "passkey");
        ApiClient browser = world.services().browser().from("10.9.1.6");
        world.password(at(world.bob, browser)).expect(200);
        JsonObject options = browser.call("beginPasskey").expect(200).json();
        JsonObject right = assertion(options, keys);

        browser.send("answerPasskey", assertion(options, keys.origin("https://evil.example")))
                .expect(401, "wrong-passkey");
        browser.send("answerPasskey", right).expect(401, "wrong-passkey");
    }

    @Test
    void anOpenChallengeShouldExpire() {
        enrolKey(world.bob, "passkey");
        ApiClient browser = world.services().browser().from("10.9.1.7");
        JsonObject options = browser.call("beginPasskey").expect(200).json();
        world.services().clock().advance(Duration.ofMinutes(5));

        browser.send("answerPasskey", assertion(options, keys)).expect(401, "wrong-passkey");
    }

    /** Whoever asks is nobody yet, so asking must not fill the database. */
    @Test
    void challengesSetUpsAndStepUpsShouldStayBounded() {
        enrolKey(world.bob, "passkey");
        ApiClient nobody = world.services().browser().from("10.9.1.8");
        long before = count("SELECT count(*) AS n FROM factor_challenges");
        for (int i = 0; i < 30; i++) {
            nobody.call("beginPasskey").expect(200);
        }
        assertThat(count("SELECT count(*) AS n FROM factor_challenges")).isEqualTo(before);

        ApiClient browser = world.services().browser().from("10.9.1.9");
        Person bob = at(world.bob, browser);
        world.password(bob).expect(200);
        for (int i = 0; i < 10; i++) {
            browser.call("beginPasskey").expect(200);
        }
        assertThat(count("SELECT count(*) AS n FROM factor_challenges")).isEqualTo(before + 1);

        browser.send("answerPasskey", assertion(browser.call("beginPasskey").json(), keys))
                .expect(200);
        for (int i = 0; i < 10; i++) {
            stepUpWithKey(bob);
            browser.call("beginTotp").expect(200);
            browser.send("beginStepUp", new JsonObject().put("action", "manage"))
                    .expect(200);
        }
        assertThat(count("SELECT count(*) AS n FROM factor_enrolments WHERE account_id = '" + bob.id() + "'"))
                .isEqualTo(TotpStore.MAX_BEGUN);
        assertThat(count("SELECT count(*) AS n FROM login_transactions WHERE purpose = 'step-up' AND account_id = '"
                        + bob.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aRefusedPasskeyShouldBeWrittenDownWhereItIsKnownWhoseItIs() {
        enrolKey(world.bob, "passkey");
        ApiClient browser = world.services().browser().from("10.9.1.11");
        JsonObject wrong = assertion(browser.call("beginPasskey").json(), keys.origin("https://evil.example"));
        long before = count("SELECT count(*) AS n FROM audit_entries");

        browser.send("answerPasskey", wrong).expect(401, "wrong-passkey");
        assertThat(count("SELECT count(*) AS n FROM audit_entries WHERE result = 'refused' AND action = 'login.sign-in'"
                        + " AND organisation_id = '" + world.organisation + "' AND object_id = '" + world.bob.id()
                        + "' AND details LIKE '%passkey%'"))
                .isOne();

        wrong.getJsonObject("credential").put("id", "bm9ib2R5").put("rawId", "bm9ib2R5");
        browser.send("answerPasskey", wrong).expect(401, "wrong-passkey");
        assertThat(count("SELECT count(*) AS n FROM audit_entries")).isEqualTo(before + 1);
    }

    private long count(String sql) {
        return world.sql(sql).iterator().next().getLong("n");
    }

    @Test
    void aPasskeyShouldNotAnswerForSomebodyElse() {
        enrolKey(world.bob, "passkey");
        SoftAuthenticator aliceKeys = new SoftAuthenticator(ORIGIN);
        enrolKey(world.alice, "passkey", aliceKeys);
        ApiClient browser = world.services().browser().from("10.9.1.5");
        world.password(at(world.bob, browser)).expect(200);

        JsonObject options = browser.call("beginPasskey").expect(200).json();
        JsonObject foreign = new JsonObject()
                .put("challengeId", options.getString("challengeId"))
                .put("credential", aliceKeys.get(options.getJsonObject("publicKey"), aliceKeys.lastKey()));

        browser.send("answerPasskey", foreign).expect(401, "wrong-passkey");
    }

    @Test
    void aCounterThatGoesBackwardsShouldBeRefusedAndTold() {
        enrolKey(world.bob, "security-key");
        ApiClient browser = world.services().browser().from("10.9.1.6");
        keys.lastKey().count(100);
        world.password(at(world.bob, browser)).expect(200);
        browser.send("answerPasskey", assertion(browser.call("beginPasskey").json(), keys))
                .expect(200);

        keys.lastKey().count(100);
        world.password(at(world.bob, browser)).expect(200);
        browser.send("answerPasskey", assertion(browser.call("beginPasskey").json(), keys))
                .expect(401, "wrong-passkey");

        assertThat(world.newestMail(world.bob.email())).contains("copy of the key");
        assertThat(world.newestMail(world.alice.email())).contains("copy of the key");
        assertThat(audited("factor.copy-suspected")).isOne();
    }

    @Test
    void theSameKeyShouldNotBeEnrolledTwice() {
        JsonObject options = enrolKey(world.bob, "passkey");

        assertThat(options.getJsonObject("publicKey").getJsonArray("excludeCredentials"))
                .isEmpty();
        stepUpWithKey(world.bob);
        JsonObject again = world.bob
                .browser()
                .send("beginPasskeyEnrolment", kind("passkey"))
                .expect(200)
                .json();
        assertThat(again.getJsonObject("publicKey")
                        .getJsonArray("excludeCredentials")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo(keys.lastKey().id());
    }

    @Test
    void whatThePolicyDoesNotAllowShouldNotBeEnrolled() {
        world.policy("organisation", world.organisation, "allowedFactors", List.of("passkey"));
        ApiClient browser = earnFirstFactor(world.bob).browser();

        browser.call("beginTotp").expect(403, "factor-not-allowed");
        browser.send("beginPasskeyEnrolment", kind("security-key")).expect(403, "factor-not-allowed");
        browser.send("beginPasskeyEnrolment", kind("passkey")).expect(200);
        assertThat(browser.call("listFactors").json().getJsonArray("allowedKinds"))
                .isEqualTo(new JsonArray().add("passkey"));
    }

    @Test
    void thereShouldBeNoMoreThanTenOfAKind() {
        world.sql(
                "INSERT INTO factor_webauthn (id, account_id, kind, name, credential_id, credential, transports,"
                        + " backup_eligible, sign_count, created_at)"
                        + " SELECT gen_random_uuid(), $1, 'passkey', 'Key', gen_random_uuid(), '', '{}', false, 0, now()"
                        + " FROM generate_series(1, 10)",
                world.bob.id());
        ApiClient browser = earnFirstFactor(world.bob).browser();

        browser.send("beginPasskeyEnrolment", kind("passkey")).expect(409, "too-many-factors");
        browser.send("beginPasskeyEnrolment", kind("security-key")).expect(200);
    }

    @Test
    void ofTwoNodesThatConfirmTheSameSetUpOneShouldSucceed() {
        ApiClient browser = earnFirstFactor(world.bob).browser();
        JsonObject begun = browser.call("beginTotp").expect(200).json();
        List<ApiClient> browsers = List.of(
                browser.copy(), browser.copy().at(world.services().node(1).address()));

        assertThat(atOnce(browsers, one -> one.send("confirmTotp", confirm(begun, code(begun)))))
                .containsOnlyOnce(200);
        assertThat(browser.call("listFactors").items()).hasSize(1);
    }

    @Test
    void aSecretShouldNotBeReadableInTheDatabase() {
        JsonObject begun = enrolTotp(world.bob);

        Buffer stored = world.sql("SELECT secret FROM factor_totp WHERE account_id = $1", world.bob.id())
                .iterator()
                .next()
                .getBuffer("secret");

        assertThat(HexFormat.of().formatHex(stored.getBytes()))
                .doesNotContain(HexFormat.of().formatHex(new Base32().decode(begun.getString("secret"))));
    }

    @Test
    void disowningASignInShouldRemoveWhatWasSetUpSince() {
        enrolKey(world.bob, "passkey");
        later();
        ApiClient thief = world.services().browser().from("10.9.1.9");
        world.password(at(world.bob, thief)).expect(200);
        thief.send("answerPasskey", assertion(thief.call("beginPasskey").json(), keys))
                .expect(200);
        stepUpWithKey(at(world.bob, thief));
        JsonObject begun = thief.call("beginTotp").expect(200).json();
        thief.send("confirmTotp", confirm(begun, code(begun)).put("name", "Thief's phone"))
                .expect(200);
        String session = thief.call("getSession").json().getString("sessionId");

        stepUpWithKey(world.bob);
        JsonObject undone =
                world.bob.browser().call("disownSession", session).expect(200).json();

        assertThat(undone.getJsonArray("factorsRemoved")).isEqualTo(new JsonArray().add("Thief's phone"));
        thief.call("listFactors").expect(401);
        assertThat(world.bob.browser().call("listFactors").items()).hasSize(1);
    }

    @Test
    void whatHasExpiredShouldBeSweptAndTheRestStay() {
        ApiClient browser = earnFirstFactor(world.bob).browser();
        browser.call("beginTotp").expect(200);
        browser.send("beginPasskeyEnrolment", kind("passkey")).expect(200);
        FactorSweep job =
                new FactorSweep(world.services().node(0).db(), world.services().clock());

        AppNode.await(job.run());
        assertThat(waiting()).isEqualTo(2);
        world.services().clock().advance(Duration.ofMinutes(10));
        AppNode.await(job.run());
        assertThat(waiting()).isZero();
    }

    @Test
    void anAuthenticatorShouldBeRenamedAndRemovedAndTakeTheRecoveryCodesAlong() {
        enrolKey(world.bob, "passkey");
        ApiClient browser = world.bob.browser();
        String id = browser.call("listFactors").items().getJsonObject(0).getString("id");

        browser.send("renameFactor", new JsonObject().put("name", "Laptop"), id).expect(200);
        browser.send("renameFactor", new JsonObject().put("name", " "), id).expect(400, "invalid-request");
        browser.call("removeFactor", id).expect(403, "step-up-required");
        stepUpWithKey(world.bob);
        browser.call("removeFactor", UUID.randomUUID()).expect(404, "not-found");
        browser.call("removeFactor", id).expect(204);

        JsonObject left = browser.call("listFactors").expect(200).json();
        assertThat(left.getJsonArray("items")).isEmpty();
        assertThat(left.getJsonObject("recoveryCodes").getInteger("remaining")).isZero();
        assertThat(world.newestMail(world.bob.email())).contains("passkey \"Laptop\" was removed");
        assertThat(world.newestMail(world.alice.email())).contains("passkey \"Laptop\" was removed");
    }

    @Test
    void newRecoveryCodesShouldReplaceTheOldOnes() {
        ApiClient browser = earnFirstFactor(world.bob).browser();
        JsonObject options =
                browser.send("beginPasskeyEnrolment", kind("passkey")).json();
        JsonArray old =
                browser.send("confirmPasskey", creation(options, keys)).json().getJsonArray("recoveryCodes");
        stepUpWithKey(world.bob);

        JsonArray fresh = browser.call("createRecoveryCodes").expect(200).json().getJsonArray("codes");

        ApiClient elsewhere = world.services().browser().from("10.9.1.7");
        world.password(at(world.bob, elsewhere)).expect(200);
        elsewhere.send("answerRecoveryCode", answer(old.getString(0))).expect(401, "wrong-code");
        elsewhere
                .send("answerRecoveryCode", answer(fresh.getString(0).toLowerCase(Locale.ROOT)))
                .expect(200);
    }

    @Test
    void anAdministratorShouldResetAndIssueAPassForOthersOnly() {
        enrolTotp(world.bob);
        ApiClient alice = world.signIn(world.alice).browser();
        Object[] bob = {world.organisation, world.bob.id()};
        Object[] herself = {world.organisation, world.alice.id()};
        alice.call("resetAccountFactors", bob).expect(403, "step-up-required");
        alice.call("issuePass", bob).expect(403, "step-up-required");
        world.stepUp(world.alice);

        assertThat(alice.call("listAccountFactors", bob).expect(200).items()).hasSize(1);
        alice.call("resetAccountFactors", bob).expect(204);
        alice.call("resetAccountFactors", herself).expect(403, "own-account");
        alice.call("issuePass", herself).expect(403, "own-account");

        assertThat(alice.call("listAccountFactors", bob).expect(200).items()).isEmpty();
        assertThat(world.newestMail(world.bob.email())).contains("removed all authenticators");
        assertThat(audited("factor.reset")).isOne();
    }

    @Test
    void aPassShouldOpenEnrolmentOnce() {
        String earlier = pass();
        String pass = pass();
        world.policy("organisation", world.organisation, "mfaEnforcement", "forced");
        ApiClient browser = world.bob.browser();
        world.password(world.bob).expect(200);

        browser.send("answerPass", answer(earlier)).expect(401, "wrong-code");
        assertThat(browser.send("answerPass", answer(pass)).expect(200).json().getString("step"))
                .isEqualTo("enrol");
        browser.call("beginTotp").expect(200);

        ApiClient elsewhere = world.services().browser().from("10.9.1.8");
        world.password(at(world.bob, elsewhere)).expect(200);
        elsewhere.send("answerPass", answer(pass)).expect(401, "wrong-code");
        assertThat(world.newestMail(world.bob.email()))
                .contains("issued a pass")
                .doesNotContain(pass);
    }

    @Test
    void eveShouldFindNothingOfOthers() {
        enrolTotp(world.bob);
        String id =
                world.bob.browser().call("listFactors").items().getJsonObject(0).getString("id");
        ApiClient eve = world.stepUp(world.signIn(world.eve)).browser();

        eve.call("listAccountFactors", world.organisation, world.bob.id()).expect(404, "not-found");
        eve.call("listAccountFactors", world.otherOrganisation, world.bob.id()).expect(404, "not-found");
        eve.call("resetAccountFactors", world.organisation, world.bob.id()).expect(404, "not-found");
        eve.call("resetAccountFactors", world.otherOrganisation, world.bob.id()).expect(404, "not-found");
        eve.call("issuePass", world.otherOrganisation, world.bob.id()).expect(404, "not-found");
        eve.call("removeFactor", id).expect(404, "not-found");
        eve.send("renameFactor", new JsonObject().put("name", "mine"), id).expect(404, "not-found");
    }

    @Test
    void bobShouldNotAdminister() {
        ApiClient bob = world.stepUp(world.signIn(world.bob)).browser();

        bob.call("resetAccountFactors", world.organisation, world.alice.id()).expect(403, "forbidden");
        bob.call("issuePass", world.organisation, world.alice.id()).expect(403, "forbidden");
    }

    /** Signs in and proves the mailbox, which earns the first authenticator. */
    private Person earnFirstFactor(Person person) {
        ApiClient browser = world.signIn(person).browser();
        browser.send("beginStepUp", new JsonObject().put("action", "add-factor"))
                .expect(200);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        browser.send("answerMailCode", answer(world.mailedCode(person.email()))).expect(200);
        return person;
    }

    private JsonObject enrolTotp(Person person) {
        ApiClient browser = earnFirstFactor(person).browser();
        JsonObject begun = browser.call("beginTotp").expect(200).json();
        browser.send("confirmTotp", confirm(begun, code(begun))).expect(200);
        return begun;
    }

    private JsonObject enrolKey(Person person, String kind) {
        return enrolKey(person, kind, keys);
    }

    private JsonObject enrolKey(Person person, String kind, SoftAuthenticator with) {
        ApiClient browser = earnFirstFactor(person).browser();
        JsonObject options =
                browser.send("beginPasskeyEnrolment", kind(kind)).expect(200).json();
        browser.send("confirmPasskey", creation(options, with)).expect(200);
        return options;
    }

    private void stepUpWithKey(Person person) {
        ApiClient browser = person.browser();
        browser.send("beginStepUp", new JsonObject().put("action", "manage")).expect(200);
        browser.send("answerPasskey", assertion(browser.call("beginPasskey").json(), keys))
                .expect(200);
    }

    private String pass() {
        world.stepUp(world.signIn(world.alice));
        return world.alice
                .browser()
                .call("issuePass", world.organisation, world.bob.id())
                .expect(201)
                .json()
                .getString("pass");
    }

    private List<ApiClient> signInOnTwoNodes(Person person) {
        return Stream.of(0, 1)
                .map(node -> {
                    ApiClient browser = world.services()
                            .browser()
                            .from("10.9.2." + node)
                            .at(world.services().node(node).address());
                    world.password(at(person, browser)).expect(200);
                    return browser;
                })
                .toList();
    }

    private static List<Integer> atOnce(List<ApiClient> browsers, Function<ApiClient, Answer> call) {
        List<CompletableFuture<Integer>> calls = browsers.stream()
                .map(browser ->
                        CompletableFuture.supplyAsync(() -> call.apply(browser).status(), command -> Thread.ofVirtual()
                                .start(command)))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static Person at(Person person, ApiClient browser) {
        return new Person(person.id(), person.organisation(), person.email(), browser);
    }

    /** The next time step, and past the wait for another code. */
    private void later() {
        world.services().clock().advance(Duration.ofSeconds(31));
    }

    /** Past the wait after many wrong answers, and not past the life of a code. */
    private void waitOut() {
        world.services().clock().advance(Duration.ofMinutes(1));
    }

    private long waiting() {
        return world.sql(
                        "SELECT (SELECT count(*) FROM factor_enrolments WHERE account_id = $1)"
                                + " + (SELECT count(*) FROM factor_challenges WHERE account_id = $1) AS n",
                        world.bob.id())
                .iterator()
                .next()
                .getLong("n");
    }

    private long audited(String action) {
        return world.sql(
                        "SELECT count(*) AS n FROM audit_entries WHERE organisation_id = $1 AND action = $2",
                        world.organisation,
                        action)
                .iterator()
                .next()
                .getLong("n");
    }

    private String code(JsonObject begun) {
        Totp totp = Totp.STANDARD;
        byte[] secret = new Base32().decode(begun.getString("secret"));
        return totp.code(secret, totp.step(world.services().clock().instant()));
    }

    private static String wrong(String code) {
        return code.equals("00000000") ? "00000001" : "00000000";
    }

    private static JsonObject kind(String kind) {
        return new JsonObject().put("kind", kind);
    }

    private static JsonObject answer(String code) {
        return new JsonObject().put("code", code);
    }

    private static JsonObject confirm(JsonObject begun, String code) {
        return answer(code).put("enrolmentId", begun.getString("enrolmentId"));
    }

    private static JsonObject creation(JsonObject options, SoftAuthenticator with) {
        return new JsonObject()
                .put("challengeId", options.getString("challengeId"))
                .put("credential", with.create(options.getJsonObject("publicKey")));
    }

    private static JsonObject assertion(JsonObject options, SoftAuthenticator with) {
        return new JsonObject()
                .put("challengeId", options.getString("challengeId"))
                .put("credential", with.get(options.getJsonObject("publicKey")));
    }
}
