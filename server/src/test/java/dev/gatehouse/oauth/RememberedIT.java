package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What nodes remember ends with what it was about: where the change was made before its answer, on other nodes as soon as they hear of
 * it.
 */
class RememberedIT {

    /** Far less than the ten seconds after which everything is forgotten, heard of or not. */
    private static final Duration SOON = Duration.ofSeconds(4);

    private final World world = new World();
    private final ApiClient administrator =
            world.stepUp(world.signIn(world.alice)).browser();
    private final ApiClient bob = world.signIn(world.bob).browser();
    private final TestApp here =
            TestApp.of(world, world.provider, TestApp.confidential().put("firstParty", true));
    private final URI other = world.services().node(1).address();
    private final TestApp there = here.at(other);
    private final JsonObject tokens = here.signIn(bob, "scope", "openid offline_access");
    private final String access = tokens.getString("access_token");

    @BeforeEach
    void bothNodesRemember() {
        for (int i = 0; i < 2; i++) {
            for (TestApp node : List.of(here, there)) {
                node.userInfo(access).expect(200);
                assertThat(active(node)).isTrue();
            }
            assertThat(signedIn(bob)).isTrue();
            assertThat(signedIn(bob.copy().at(other))).isTrue();
        }
    }

    @Test
    void aTokenThatWasGivenBackIsGoodNowhere() {
        here.revoke(access).expect(200);

        assertThat(active(here)).isFalse();
        assertThat(here.userInfo(access).status()).isEqualTo(401);
        Eventually.within(SOON, () -> assertThat(active(there)).isFalse());
        assertThat(there.userInfo(access).status()).isEqualTo(401);
    }

    @Test
    void aFamilyWhoseTokenCameBackIsGoodNowhere() {
        String first = tokens.getString("refresh_token");
        String second = refreshed(here, first);
        refreshed(there, second);

        assertThat(here.refresh(first).status()).isEqualTo(400);

        assertThat(here.userInfo(access).status()).isEqualTo(401);
        Eventually.within(
                SOON, () -> assertThat(there.userInfo(access).status()).isEqualTo(401));
    }

    @Test
    void aSuspendedPersonIsOut() {
        administrator
                .send("updateAccount", new JsonObject().put("state", "suspended"), world.organisation, world.bob.id())
                .expect(200);

        assertThat(here.userInfo(access).status()).isEqualTo(401);
        assertThat(signedIn(bob)).isFalse();
        Eventually.within(
                SOON, () -> assertThat(there.userInfo(access).status()).isEqualTo(401));
        assertThat(signedIn(bob.copy().at(other))).isFalse();
    }

    @Test
    void asIsEverybodyOfASuspendedOrganisation() {
        ApiClient provider = world.stepUp(world.signIn(world.provider)).browser();
        provider.send("updateOrganisation", new JsonObject().put("state", "suspended"), world.organisation)
                .expect(200);

        assertThat(here.userInfo(access).status()).isEqualTo(401);
        Eventually.within(
                SOON, () -> assertThat(there.userInfo(access).status()).isEqualTo(401));
    }

    @Test
    void whatAPersonIsCalledChangesEverywhere() {
        JsonObject named = here.signIn(bob, "scope", "openid profile");
        String token = named.getString("access_token");
        assertThat(name(there, token)).isEqualTo(name(here, token)).isNotEqualTo("Robert");

        administrator
                .send("updateAccount", new JsonObject().put("name", "Robert"), world.organisation, world.bob.id())
                .expect(200);

        assertThat(name(here, token)).isEqualTo("Robert");
        Eventually.within(SOON, () -> assertThat(name(there, token)).isEqualTo("Robert"));
    }

    @Test
    void aStricterPolicyHoldsForTheNextRefreshOnTheNodeWhereItWasSet() {
        String next = refreshed(here, tokens.getString("refresh_token"));
        administrator
                .send("updateOrganisationPolicy", stricter(), world.organisation)
                .expect(200);

        assertThat(here.refresh(next).status()).isEqualTo(400);
    }

    @Test
    void andOnTheOther() {
        String next = refreshed(there, tokens.getString("refresh_token"));
        administrator
                .send("updateOrganisationPolicy", stricter(), world.organisation)
                .expect(200);

        // Each refresh that is let through brings a token for the next one.
        String[] newest = {next};
        Eventually.within(SOON, () -> {
            Answer answer = there.refresh(newest[0]);
            if (answer.status() == 200) {
                newest[0] = answer.json().getString("refresh_token");
            }
            return assertThat(answer.status()).isEqualTo(400);
        });
    }

    @Test
    void aSuspendedClientHasNoTokens() {
        ApiClient provider = world.stepUp(world.signIn(world.provider)).browser();
        provider.send("updateClient", new JsonObject().put("state", "suspended"), here.organisation, here.clientId)
                .expect(200);

        assertThat(here.userInfo(access).status()).isEqualTo(401);
        Eventually.within(
                SOON, () -> assertThat(there.userInfo(access).status()).isEqualTo(401));
    }

    /** The triggers tell this node as well, but later than whoever made the change has the answer. */
    @Test
    void theNodeThatMakesAChangeWaitsForNoNotification() {
        TestApp second =
                TestApp.of(world, world.provider, TestApp.confidential().put("firstParty", true));
        String ofSecond = second.signIn(bob).getString("access_token");
        JsonObject named = here.signIn(bob, "scope", "openid profile offline_access");
        String token = named.getString("access_token");
        second.userInfo(ofSecond).expect(200);
        assertThat(name(here, token)).isNotEqualTo("Robert");
        triggers("DISABLE");
        try {
            administrator
                    .send("updateAccount", new JsonObject().put("name", "Robert"), world.organisation, world.bob.id())
                    .expect(200);
            assertThat(name(here, token)).isEqualTo("Robert");

            here.revoke(access).expect(200);
            assertThat(here.userInfo(access).status()).isEqualTo(401);

            ApiClient provider = world.stepUp(world.signIn(world.provider)).browser();
            provider.send(
                            "updateClient",
                            new JsonObject().put("state", "suspended"),
                            second.organisation,
                            second.clientId)
                    .expect(200);
            assertThat(second.userInfo(ofSecond).status()).isEqualTo(401);

            administrator
                    .send("updateOrganisationPolicy", stricter(), world.organisation)
                    .expect(200);
            assertThat(here.refresh(named.getString("refresh_token")).status()).isEqualTo(400);
        } finally {
            triggers("ENABLE");
        }
    }

    private void triggers(String change) {
        for (String table : List.of("account_accounts", "oauth_grants", "oauth_clients", "policy_settings")) {
            world.sql("ALTER TABLE " + table + " " + change + " TRIGGER " + table + "_told");
        }
    }

    private static boolean signedIn(ApiClient browser) {
        return browser.call("getSession").expect(200).json().getBoolean("signedIn");
    }

    private boolean active(TestApp node) {
        return node.introspect(access).expect(200).json().getBoolean("active");
    }

    private static String name(TestApp node, String token) {
        return node.userInfo(token).expect(200).json().getString("name");
    }

    private static String refreshed(TestApp node, String token) {
        return node.refresh(token).expect(200).json().getString("refresh_token");
    }

    private static JsonObject stricter() {
        return new JsonObject()
                .put(
                        "settings",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "mfaEnforcement")
                                        .put("value", "required")));
    }
}
