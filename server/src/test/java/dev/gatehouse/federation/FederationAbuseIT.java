package dev.gatehouse.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.UpstreamIdp;
import dev.gatehouse.testing.UpstreamIdp.Somebody;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * 18 and 19: what an attacker tries on the way over another provider, and what a hostile provider tries. Each test bends one thing of
 * a sign-in that would succeed otherwise.
 */
class FederationAbuseIT {

    private final Acme acme = new Acme().withBob();
    private final World world = acme.world;

    @AfterEach
    void stop() {
        acme.close();
    }

    // ------------------------------------------------------------------------------------------ the token

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        refused(claims -> claims.put("iss", "https://other.example"));
    }

    @Test
    void aTokenForAnotherClientIsRefused() {
        refused(claims -> claims.put("aud", "somebody-else"));
        refused(claims -> claims.put("aud", new JsonArray().add("somebody-else")));
        refused(claims ->
                claims.put("aud", new JsonArray().add(UpstreamIdp.CLIENT).add("somebody-else")));
        refused(claims -> claims.put("azp", "somebody-else"));
        taken(claims -> claims.put(
                        "aud", new JsonArray().add(UpstreamIdp.CLIENT).add("somebody-else"))
                .put("azp", UpstreamIdp.CLIENT));
    }

    @Test
    void aTokenWithTheNonceOfAnotherSignInIsRefused() {
        String[] nonce = {""};
        taken(claims -> {
            nonce[0] = claims.getString("nonce");
            return claims;
        });

        refused(claims -> claims.put("nonce", nonce[0]));
        refused(claims -> {
            claims.remove("nonce");
            return claims;
        });
    }

    @Test
    void aTokenOfAnotherTimeIsRefused() {
        refused(claims -> claims.put("exp", claims.getLong("iat") - 120));
        refused(claims -> claims.put("iat", claims.getLong("iat") - 3600));
        refused(claims -> claims.put("iat", claims.getLong("iat") + 600));
        refused(claims -> claims.put("nbf", claims.getLong("iat") + 600));
        refused(claims -> claims.put("exp", "tomorrow"));
    }

    @Test
    void aTokenThatNamesNobodyIsRefused() {
        refused(claims -> claims.put("sub", ""));
        refused(claims -> claims.put("sub", 7));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        acme.idp.signature(claims -> new PlainObject(new Payload(claims.encode())).serialize());

        refused(claims -> claims);
    }

    @Test
    void aTokenSignedWithASharedSecretIsRefused() {
        byte[] secret = (UpstreamIdp.SECRET + UpstreamIdp.SECRET).getBytes(StandardCharsets.UTF_8);
        byte[] publicKey = acme.idp.key().toPublicJWK().toString().getBytes(StandardCharsets.UTF_8);
        for (byte[] key : List.of(secret, publicKey)) {
            acme.idp.signature(claims -> mac(claims, key));

            refused(claims -> claims);
        }
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefusedWhateverItCarries() {
        ECKey own = UpstreamIdp.newKey(acme.idp.key().getKeyID());
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT);
        for (JWSHeader bent : List.of(
                header.keyID(own.getKeyID()).build(),
                header.keyID("first").jwk(own.toPublicJWK()).build(),
                header.keyID("unknown").build())) {
            acme.idp.signature(claims -> UpstreamIdp.signed(bent, own, claims));

            refused(claims -> claims);
        }
    }

    @Test
    void aTokenOfAnotherTypeIsRefused() {
        for (String type : List.of("at+jwt", "logout+jwt")) {
            acme.idp.signature(claims -> UpstreamIdp.signed(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(acme.idp.key().getKeyID())
                            .type(new JOSEObjectType(type))
                            .build(),
                    acme.idp.key(),
                    claims));

            refused(claims -> claims);
        }
    }

    /** Strangers must not make us ask a provider again and again. */
    @Test
    void tokensWithInventedKeysAskTheProviderForItsKeysOnce() {
        acme.idp.signature(claims -> UpstreamIdp.signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("invented").build(),
                UpstreamIdp.newKey("invented"),
                claims));
        int before = acme.idp.keyLooks();

        for (int i = 0; i < 5; i++) {
            refused(claims -> claims);
        }

        assertThat(acme.idp.keyLooks() - before).isLessThanOrEqualTo(1);
    }

    // ------------------------------------------------------------------------------------------ the way back

    @Test
    void anAnswerIsGoodOnce() {
        ApiClient browser = world.elsewhere();
        JsonObject answer = acme.idp.signIn(acme.begin(browser), acme.bobThere);
        browser.send("answerUpstreamSignIn", answer).expect(200);
        browser.call("signOut");

        browser.send("answerUpstreamSignIn", answer).expect(410, "upstream-over");

        assertThat(acme.signedIn(browser)).isFalse();
    }

    @Test
    void anAnswerIsTakenOnceOnTwoNodes() {
        ApiClient browser = world.elsewhere();
        JsonObject answer = acme.idp.signIn(acme.begin(browser), acme.bobThere);

        List<Answer> answers = Together.run(8, lane -> browser.copy()
                .at(world.services().node(lane % 2).address())
                .send("answerUpstreamSignIn", answer));

        assertThat(answers).filteredOn(each -> each.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(each -> each.status() == 410).hasSize(7);
    }

    /** Cross-site request forgery of a sign-in: the attacker's answer in the victim's browser. */
    @Test
    void anAnswerInAnotherBrowserIsRefused() {
        ApiClient attacker = world.elsewhere();
        ApiClient victim = world.elsewhere();
        JsonObject answer = acme.idp.signIn(acme.begin(attacker), acme.bobThere);

        victim.send("answerUpstreamSignIn", answer).expect(410, "upstream-over");
        acme.begin(victim);
        victim.send("answerUpstreamSignIn", answer).expect(410, "upstream-over");

        assertThat(acme.signedIn(victim)).isFalse();
        attacker.send("answerUpstreamSignIn", answer).expect(200);
    }

    /** A code that was stolen on its way back, put into a sign-in of the thief: nonce and PKCE belong to another browser. */
    @Test
    void aStolenCodeIsWorthNothingInAnotherSignIn() {
        ApiClient victim = world.elsewhere();
        ApiClient thief = world.elsewhere();
        String stolen = acme.idp.signIn(acme.begin(victim), acme.bobThere).getString("code");
        JsonObject own = acme.idp.signIn(acme.begin(thief), Somebody.of("thief", "thief@x.example"));
        int before = acme.idp.redeemed();

        thief.send("answerUpstreamSignIn", own.put("code", stolen)).expect(502);

        assertThat(acme.idp.redeemed()).isEqualTo(before);
        assertThat(acme.signedIn(thief)).isFalse();
    }

    /** RFC 9207, section 1: an answer of the attacker's provider in a sign-in with the honest one, and the other way round. */
    @Test
    void anAnswerOfAnotherProviderIsRefused() {
        try (UpstreamIdp other = new UpstreamIdp(world.services().clock())) {
            String otherId = acme.register(other);
            ApiClient browser = world.elsewhere();

            JsonObject named =
                    acme.idp.signIn(acme.begin(browser), acme.bobThere).put("iss", other.issuer());
            browser.send("answerUpstreamSignIn", named).expect(403, "upstream-not-trusted");
            JsonObject unnamed = acme.idp.signIn(acme.begin(browser), acme.bobThere);
            unnamed.remove("iss");
            browser.send("answerUpstreamSignIn", unnamed).expect(403, "upstream-not-trusted");
            JsonObject elsewhere = acme.idp
                    .signIn(acme.begin(browser), acme.bobThere)
                    .put("providerId", otherId)
                    .put("iss", other.issuer());
            browser.send("answerUpstreamSignIn", elsewhere).expect(410, "upstream-over");

            assertThat(other.redeemed()).isZero();
            assertThat(acme.signedIn(browser)).isFalse();
        }
    }

    @Test
    void anAnswerThatIsTooOldIsRefused() {
        ApiClient browser = world.elsewhere();
        JsonObject answer = acme.idp.signIn(acme.begin(browser), acme.bobThere);
        world.services().clock().advance(Duration.ofMinutes(16));

        browser.send("answerUpstreamSignIn", answer).expect(410, "upstream-over");
    }

    @Test
    void aRefusalOfTheProviderSignsNobodyIn() {
        ApiClient browser = world.elsewhere();
        JsonObject answer = acme.idp.signIn(acme.begin(browser), acme.bobThere).put("error", "access_denied");
        answer.remove("code");

        browser.send("answerUpstreamSignIn", answer).expect(403, "upstream-denied");
    }

    @Test
    void theDatabaseKnowsNeitherNonceNorVerifierNorState() {
        String location = acme.begin(world.elsewhere());
        String rows = String.join(
                " ",
                world
                        .sql("SELECT f::text AS row FROM federation_flows f WHERE provider_id = $1", acme.provider())
                        .stream()
                        .map(row -> row.getString("row"))
                        .toList());

        for (String name : List.of("state", "nonce", "code_challenge")) {
            String value = location.replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1");
            assertThat(value).hasSize(43);
            assertThat(rows).doesNotContain(value);
        }
    }

    // ------------------------------------------------------------------------------------------ who it is

    /** The subject says who somebody is. Addresses are given to others, and some providers let people write what they like. */
    @Test
    void noAddressSignsAnybodyIn() {
        Somebody withTheAddressOfBob = Somebody.of("somebody-new", world.bob.email());
        Somebody administrator = Somebody.of("mallory", world.alice.email());

        acme.signIn(world.elsewhere(), withTheAddressOfBob).expect(403, "upstream-not-connected");
        acme.signIn(world.elsewhere(), administrator).expect(403, "upstream-not-connected");
    }

    @Test
    void aChangedAddressThereIsRefused() {
        Somebody renamed = Somebody.of("bob-0815", "robert@" + world.domainName());

        acme.signIn(world.elsewhere(), renamed).expect(403, "upstream-address-changed");
        acme.signIn(world.elsewhere(), new Somebody("bob-0815", "not an address", true, null))
                .expect(403, "upstream-address-changed");
    }

    @Test
    void anAddressThatIsNoLongerThePersonsIsRefused() {
        world.sql("UPDATE account_addresses SET address = 'b-' || address WHERE account_id = $1", world.bob.id());

        acme.signIn(world.elsewhere(), acme.bobThere).expect(403, "upstream-address-changed");
    }

    @Test
    void aSuspendedAccountIsRefused() {
        world.sql("UPDATE account_accounts SET state = 'suspended' WHERE id = $1", world.bob.id());

        acme.signIn(world.elsewhere(), acme.bobThere).expect(403, "upstream-account-closed");
    }

    @Test
    void aSuspendedOrganisationIsRefused() {
        ApiClient browser = world.elsewhere();
        JsonObject answer = acme.idp.signIn(acme.begin(browser), acme.bobThere);
        world.sql("UPDATE account_organisations SET state = 'suspended' WHERE id = $1", world.organisation);

        browser.send("answerUpstreamSignIn", answer).expect(404);
    }

    @Test
    void aProviderThatWasDisabledMeanwhileSignsNobodyIn() {
        ApiClient browser = world.elsewhere();
        JsonObject answer = acme.idp.signIn(acme.begin(browser), acme.bobThere);
        world.sql("UPDATE federation_providers SET state = 'disabled' WHERE id = $1", acme.provider());

        browser.send("answerUpstreamSignIn", answer).expect(404);
    }

    /** The same issuer may serve several organisations; each has its own people. */
    @Test
    void theProviderOfAnotherOrganisationSignsNobodyIn() {
        ApiClient eve = world.stepUp(world.signIn(world.eve)).browser();
        String hers = eve.send("createIdentityProvider", Acme.settings(acme.idp), world.otherOrganisation)
                .expect(201)
                .json()
                .getString("id");
        ApiClient browser = world.elsewhere();
        String location = browser.send("beginUpstreamSignIn", new JsonObject().put("providerId", hers))
                .expect(200)
                .json()
                .getString("location");

        browser.send("answerUpstreamSignIn", acme.idp.signIn(location, acme.bobThere))
                .expect(403, "upstream-not-connected");

        eve.send("beginIdentity", new JsonObject().put("providerId", acme.providerId))
                .expect(404);
        // Nor does a row that should not be there.
        world.sql(
                "UPDATE federation_identities SET provider_id = $1 WHERE account_id = $2",
                UUID.fromString(hers),
                world.bob.id());
        String again = browser.send("beginUpstreamSignIn", new JsonObject().put("providerId", hers))
                .json()
                .getString("location");
        browser.send("answerUpstreamSignIn", acme.idp.signIn(again, acme.bobThere))
                .expect(403, "upstream-not-connected");
    }

    // ------------------------------------------------------------------------------------------ connecting

    @Test
    void anUnverifiedAddressConnectsNothing() {
        for (Boolean verified : Arrays.asList(Boolean.FALSE, null)) {
            Somebody alice = new Somebody("alice-there", world.alice.email(), verified, null);
            acme.connect(world.alice, alice).expect(403, "upstream-address-unverified");
        }
        acme.idp.claims(claims -> claims.put("email_verified", "true"));
        acme.connect(world.alice, Somebody.of("alice-there", world.alice.email()))
                .expect(403, "upstream-address-unverified");
        acme.idp.claims(claims -> claims);
        acme.connect(world.alice, new Somebody("alice-there", null, true, null))
                .expect(403, "upstream-address-unverified");

        assertThat(acme.connected(world.alice)).isZero();
    }

    @Test
    void theAddressOfAnotherPersonConnectsNothing() {
        acme.connect(world.alice, Somebody.of("mallory", world.bob.email())).expect(403, "upstream-address-foreign");
        acme.connect(world.alice, Somebody.of("mallory", "alice@elsewhere.example"))
                .expect(403, "upstream-address-foreign");

        assertThat(acme.connected(world.alice)).isZero();
    }

    @Test
    void anAddressInADomainThatIsNotProvedConnectsNothing() {
        world.sql(
                "UPDATE account_domains SET proved_at = NULL, challenge = 'x', claim_ends_at = $2 WHERE id = $1",
                world.domain,
                world.services().clock().instant().plusSeconds(3600).atOffset(java.time.ZoneOffset.UTC));

        acme.connect(world.alice, Somebody.of("alice-there", world.alice.email()))
                .expect(403, "upstream-address-foreign");
    }

    @Test
    void anAccountThereBelongsToOnePersonHere() {
        world.sql("UPDATE federation_identities SET email = $1", world.bob.email());
        Somebody bobWithAnotherAddress = Somebody.of("bob-0815", world.alice.email());

        acme.connect(world.alice, bobWithAnotherAddress).expect(409, "upstream-already-connected");
        acme.connect(world.bob, Somebody.of("bob-again", world.bob.email())).expect(409, "upstream-already-connected");
    }

    @Test
    void nothingIsConnectedWithoutAFreshProofHere() {
        ApiClient alice = world.elsewhere();
        alice.send(
                        "beginLogin",
                        new JsonObject().put("email", world.alice.email()).put("password", World.PASSWORD))
                .expect(200);

        alice.send("beginIdentity", new JsonObject().put("providerId", acme.providerId))
                .expect(403, "step-up-required");
        // What comes back from a sign-in connects nothing either.
        alice.send(
                        "answerIdentity",
                        acme.idp.signIn(acme.begin(alice), Somebody.of("alice-there", world.alice.email())))
                .expect(410, "upstream-over");

        assertThat(acme.connected(world.alice)).isZero();
    }

    /** The attacker's account there, connected with the victim's here: the victim's browser must have set out in this session. */
    @Test
    void anAnswerConnectsInTheSessionThatItWasBegunInOnly() {
        String location = acme.beginConnecting(world.alice);
        JsonObject answer = acme.idp.signIn(location, Somebody.of("alice-there", world.alice.email()));
        ApiClient alice = world.alice.browser();
        alice.call("signOut").expect(204);
        alice.send("answerIdentity", answer).expect(401);
        world.stepUp(world.signIn(world.alice));

        alice.send("answerIdentity", answer).expect(410, "upstream-over");

        alice.send("answerUpstreamSignIn", answer).expect(410, "upstream-over");
        assertThat(acme.connected(world.alice)).isZero();
    }

    @Test
    void aConnectionVoidsWhatWasIssuedBefore() {
        int before = version();
        acme.connect(world.alice, Somebody.of("alice-there", world.alice.email()))
                .expect(200);

        assertThat(version()).isGreaterThan(before);
    }

    // ------------------------------------------------------------------------------------------ 19

    @Test
    void theMfaPolicyOfTheDomainStillApplies() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "required");
        ApiClient browser = world.elsewhere();

        JsonObject state = acme.signIn(browser, acme.bobThere.with("pwd otp mfa"))
                .expect(200)
                .json();

        assertThat(state.getString("step")).isEqualTo("factor");
        assertThat(acme.signedIn(browser)).isFalse();
        world.policy("organisation", world.organisation, "mfaEnforcement", "forced");
        assertThat(acme.signIn(browser, acme.bobThere.with("mfa")).json().getString("step"))
                .isEqualTo("factor");
    }

    @Test
    void whoHasAnAuthenticatorIsAskedForIt() {
        world.implantTotp(world.bob);

        JsonObject state = acme.signIn(world.elsewhere(), acme.bobThere.with("mfa"))
                .expect(200)
                .json();

        assertThat(state.getString("step")).isEqualTo("factor");
        assertThat(state.encode()).contains("totp").doesNotContain("mail-code");
    }

    @Test
    void factorsThereCountWhereThePolicySaysSoAndNeverForAStepUp() {
        world.policy("organisation", world.organisation, "upstreamMfaCounted", true);
        world.policy("organisation", world.organisation, "mfaEnforcement", "forced");
        ApiClient browser = world.elsewhere();

        assertThat(acme.signIn(world.elsewhere(), acme.bobThere).json().getString("step"))
                .isEqualTo("factor");
        assertThat(acme.signIn(browser, acme.bobThere.with("pwd otp")).json().getString("step"))
                .isEqualTo("done");

        assertThat(browser.send("beginStepUp", new JsonObject().put("action", "manage"))
                        .json()
                        .getString("step"))
                .isEqualTo("factor");
        browser.send("beginIdentity", new JsonObject().put("providerId", acme.providerId))
                .expect(403, "step-up-required");
    }

    // ------------------------------------------------------------------------------------------ words for tests

    private void taken(UnaryOperator<JsonObject> bent) {
        acme.idp.claims(bent);
        acme.signIn(world.elsewhere(), acme.bobThere).expect(200);
    }

    private void refused(UnaryOperator<JsonObject> bent) {
        acme.idp.claims(bent);
        ApiClient browser = world.elsewhere();
        acme.signIn(browser, acme.bobThere).expect(403, "upstream-not-trusted");
        assertThat(acme.signedIn(browser)).isFalse();
    }

    private int version() {
        return world.sql("SELECT credential_version FROM account_accounts WHERE id = $1", world.alice.id())
                .iterator()
                .next()
                .getInteger("credential_version");
    }

    private static String mac(JsonObject claims, byte[] key) {
        try {
            JWSObject token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), new Payload(claims.encode()));
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
