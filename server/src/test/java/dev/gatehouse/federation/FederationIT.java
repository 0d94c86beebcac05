package dev.gatehouse.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.UpstreamIdp;
import dev.gatehouse.testing.UpstreamIdp.Somebody;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Providers, connecting and signing in, as they are meant to be. */
class FederationIT {

    private final Acme acme = new Acme();
    private final World world = acme.world;

    @AfterEach
    void stop() {
        acme.close();
    }

    @Test
    void whoHasConnectedAnAccountThereSignsInWithIt() {
        JsonObject identity = acme.connect(world.bob, acme.bobThere).expect(200).json();
        assertThat(identity.getString("provider")).isEqualTo("Acme ID");
        assertThat(identity.getString("email")).isEqualTo(world.bob.email());
        assertThat(world.newestMail(world.bob.email())).contains("was connected with Acme ID");
        ApiClient browser = world.elsewhere();

        JsonObject state = acme.signIn(browser, acme.bobThere).expect(200).json();

        assertThat(state.getString("step")).isEqualTo("done");
        assertThat(acme.signedIn(browser)).isTrue();
        assertThat(world.sql(
                                "SELECT evidence FROM login_sessions WHERE account_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
                                world.bob.id())
                        .iterator()
                        .next()
                        .getJsonObject("evidence")
                        .encode())
                .contains("\"upstream\"")
                .doesNotContain("password");
        JsonObject listed = browser.call("listIdentities").expect(200).json();
        assertThat(listed.getJsonArray("items").getJsonObject(0).getString("lastUsedAt"))
                .isNotBlank();
        assertThat(listed.getJsonArray("available")).isEmpty();
    }

    @Test
    void theBrowserIsSentWithEverythingThatProtectsTheWay() {
        JsonObject hinted = new JsonObject().put("domainHint", "ACME.example");
        world.alice
                .browser()
                .send("updateIdentityProvider", hinted, world.organisation, acme.providerId)
                .expect(200);
        String location = world.elsewhere()
                .send(
                        "beginUpstreamSignIn",
                        new JsonObject().put("providerId", acme.providerId).put("email", world.bob.email()))
                .expect(200)
                .json()
                .getString("location");

        assertThat(location).startsWith(acme.idp.issuer() + "/authorize?tenant=acme&");
        assertThat(URI.create(location).getQuery().split("&"))
                .contains(
                        "response_type=code",
                        "scope=openid+email",
                        "code_challenge_method=S256",
                        "hd=acme.example",
                        "domain_hint=acme.example",
                        "redirect_uri=http://localhost:8080/sign-in/with/" + acme.providerId,
                        "login_hint=" + world.bob.email())
                .anyMatch(each -> each.matches("state=[A-Za-z0-9_-]{43}"))
                .anyMatch(each -> each.matches("nonce=[A-Za-z0-9_-]{43}"))
                .anyMatch(each -> each.matches("code_challenge=[A-Za-z0-9_-]{43}"));
    }

    @Test
    void severalTabsOfABrowserMayBeOnTheirWay() {
        acme.withBob();
        ApiClient browser = world.elsewhere();
        String first = acme.begin(browser);
        String second = acme.begin(browser);

        browser.send("answerUpstreamSignIn", acme.idp.signIn(first, acme.bobThere))
                .expect(200);
        browser.send("answerUpstreamSignIn", acme.idp.signIn(second, acme.bobThere))
                .expect(200);
    }

    @Test
    void peopleOfAProvedDomainAreOfferedItAndNobodyElse() {
        assertThat(offered(world.domainName().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("id", acme.providerId).put("name", "Acme ID")));
        assertThat(offered("nobody.example")).isEmpty();
        assertThat(offered("not a domain")).isEmpty();
        world.alice
                .browser()
                .send(
                        "updateIdentityProvider",
                        new JsonObject().put("state", "disabled"),
                        world.organisation,
                        acme.providerId)
                .expect(200);

        assertThat(offered(world.domainName())).isEmpty();
        world.elsewhere()
                .send("beginUpstreamSignIn", new JsonObject().put("providerId", acme.providerId))
                .expect(404);
    }

    @Test
    void anAdministratorTriesItOutAndChangesNothing() {
        ApiClient alice = world.alice.browser();
        String location = alice.call("beginIdentityProviderTest", world.organisation, acme.providerId)
                .expect(200)
                .json()
                .getString("location");

        JsonObject seen = alice.send(
                        "answerIdentityProviderTest",
                        acme.idp.signIn(location, acme.bobThere.with("pwd otp")),
                        world.organisation,
                        acme.providerId)
                .expect(200)
                .json();

        assertThat(seen)
                .isEqualTo(new JsonObject()
                        .put("subject", "bob-0815")
                        .put("email", world.bob.email())
                        .put("emailVerified", true)
                        .put("addressInOwnDomain", true)
                        .put("multiFactor", true));
        assertThat(world.sql("SELECT 1 FROM federation_identities WHERE provider_id = $1", acme.provider()))
                .isEmpty();
    }

    @Test
    void aProviderIsCheckedBeforeItIsTaken() {
        try (UpstreamIdp other = new UpstreamIdp(world.services().clock())) {
            other.document(document -> document.put("issuer", "https://somebody.example"));
            create(other).expect(422, "upstream-unusable");
            assertThat(create(other.issuer() + "/elsewhere").expect(422).text()).contains("status 404");
            other.document(
                    document -> document.put("id_token_signing_alg_values_supported", new JsonArray().add("HS256")));
            world.services().clock().advance(java.time.Duration.ofMinutes(1));
            world.stepUp(world.alice);
            assertThat(create(other).expect(422).text()).contains("id_token_signing_alg_values_supported");
            other.document(document -> document);
            create(other).expect(201);
            create(other).expect(409, "conflict");
        }
        assertThat(create("http://127.0.0.1:1").expect(422).text()).contains("cannot be reached");
        create("ftp://idp.example").expect(400, "invalid-request");
        create("https://user@idp.example").expect(400, "invalid-request");
        world.alice
                .browser()
                .call("checkIdentityProvider", world.organisation, acme.providerId)
                .expect(200);
    }

    @Test
    void theSecretIsSealedAndNeverShown() {
        Answer shown = world.alice
                .browser()
                .call("getIdentityProvider", world.organisation, acme.providerId)
                .expect(200);

        assertThat(shown.text()).doesNotContain(UpstreamIdp.SECRET);
        assertThat(world.sql(
                                "SELECT encode(secret, 'escape') AS secret FROM federation_providers WHERE id = $1",
                                acme.provider())
                        .iterator()
                        .next()
                        .getString("secret"))
                .doesNotContain("s3cret");
        assertThat(world.sql(
                        "SELECT details::text AS details FROM audit_entries WHERE organisation_id = $1",
                        world.organisation))
                .noneMatch(row -> row.getString("details").contains("s3cret"));
        world.alice
                .browser()
                .send(
                        "updateIdentityProvider",
                        new JsonObject().put("clientSecret", "another"),
                        world.organisation,
                        acme.providerId)
                .expect(200);

        acme.signIn(world.elsewhere(), acme.bobThere).expect(502, "upstream-unavailable");
    }

    @Test
    void whatIsConnectedIsListedAndTakenOffWithAFreshProof() {
        String id = acme.connect(world.bob, acme.bobThere).expect(200).json().getString("id");
        ApiClient bob = world.bob.browser();
        bob.call("signOut").expect(204);
        world.signIn(world.bob);
        bob.call("removeIdentity", id).expect(403, "step-up-required");
        world.stepUp(world.bob);

        bob.call("removeIdentity", id).expect(204);

        assertThat(world.newestMail(world.bob.email())).contains("no longer connected with Acme ID");
        acme.signIn(world.elsewhere(), acme.bobThere).expect(403, "upstream-not-connected");
        assertThat(acme.connect(world.bob, acme.bobThere).status()).isEqualTo(200);
    }

    @Test
    void aDeletedProviderTakesItsConnectionsAlong() {
        acme.withBob();
        ApiClient alice = world.alice.browser();
        assertThat(alice.call("listIdentityProviders", world.organisation)
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getInteger("connected"))
                .isEqualTo(1);

        alice.call("deleteIdentityProvider", world.organisation, acme.providerId)
                .expect(204);

        assertThat(acme.connected(world.bob)).isZero();
        world.elsewhere()
                .send("beginUpstreamSignIn", new JsonObject().put("providerId", acme.providerId))
                .expect(404);
    }

    @Test
    void aNewKeyOfTheProviderIsFound() {
        acme.withBob();
        acme.idp.rotate("second");
        world.services().clock().advance(java.time.Duration.ofMinutes(1));

        acme.signIn(world.elsewhere(), acme.bobThere).expect(200);
    }

    @Test
    void onlyAProviderAdministratorGivesTheProviderAnIdentityProvider() {
        UUID home = world.provider.organisation();
        UUID domain = world.sql("SELECT id FROM account_domains WHERE organisation_id = $1 LIMIT 1", home)
                .iterator()
                .next()
                .getUUID("id");
        World.Person helper =
                world.person(home, domain, "helper-" + UUID.randomUUID() + "@x.example", "organisation-admin");
        world.policy("organisation", home, "mfaEnforcement", "off");
        JsonObject settings = Acme.settings(acme.idp);

        world.stepUp(world.signIn(helper))
                .browser()
                .send("createIdentityProvider", settings, home)
                .expect(403, "forbidden");

        String id = world.stepUp(world.signIn(world.provider))
                .browser()
                .send("createIdentityProvider", settings, home)
                .expect(201)
                .json()
                .getString("id");
        helper.browser()
                .send("updateIdentityProvider", new JsonObject().put("state", "active"), home, id)
                .expect(403, "forbidden");
        world.provider.browser().call("deleteIdentityProvider", home, id).expect(204);
    }

    @Test
    void whoWasInTheAccountLosesWhatHeHasConnected() {
        ApiClient thief = world.elsewhere();
        thief.send(
                        "beginLogin",
                        new JsonObject().put("email", world.bob.email()).put("password", World.PASSWORD))
                .expect(200);
        world.services().clock().advance(java.time.Duration.ofSeconds(1));
        Somebody stranger = Somebody.of("mallory", world.bob.email());
        acme.connect(world.bob, stranger).expect(200);
        ApiClient bob = world.bob.browser();
        String theft = bob.call("listSessions").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(session -> !session.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");
        world.stepUp(world.bob);

        JsonObject done = bob.call("disownSession", theft).expect(200).json();

        assertThat(done.encode()).contains("sign-in with Acme ID");
        acme.signIn(world.elsewhere(), stranger).expect(403, "upstream-not-connected");
    }

    private JsonArray offered(String domain) {
        return world.elsewhere()
                .query("listSignInProviders", Map.of("domain", domain))
                .expect(200)
                .json()
                .getJsonArray("items");
    }

    private Answer create(UpstreamIdp provider) {
        return create(provider.issuer());
    }

    private Answer create(String issuer) {
        return world.alice
                .browser()
                .send("createIdentityProvider", Acme.settings(acme.idp).put("issuer", issuer), world.organisation);
    }
}
