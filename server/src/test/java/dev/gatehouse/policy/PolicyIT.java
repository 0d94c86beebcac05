package dev.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.db.Ids;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Policies through the real server. */
class PolicyIT {

    private final World world = new World();

    /** The provider's level is over the organisations of all other tests as well. */
    @AfterEach
    void forgetTheProvidersSettings() {
        world.sql("DELETE FROM policy_settings WHERE level = 'provider'");
    }

    // ---------------------------------------------------------------------------------------------- changing

    @Test
    void policyShouldSayWhichLevelSetEachValue() {
        world.policy("provider", providerOrganisation(), "passwordHistory", 9);

        JsonObject policy = signedIn(world.alice)
                .browser()
                .call("getOrganisationPolicy", world.organisation)
                .expect(200)
                .json();

        assertThat(policy.getString("level")).isEqualTo("organisation");
        assertThat(policy.getJsonArray("settings")).hasSize(PolicySetting.ALL.size());
        assertThat(setting(policy, "mfaEnforcement"))
                .isEqualTo(new JsonObject()
                        .put("name", "mfaEnforcement")
                        .put("effective", "off")
                        .put("setBy", "organisation")
                        .put("floored", false)
                        .put("own", new JsonObject().put("value", "off").put("floor", false)));
        assertThat(setting(policy, "passwordHistory").getString("setBy")).isEqualTo("provider");
        assertThat(setting(policy, "passwordHistory").getInteger("effective")).isEqualTo(9);
        assertThat(setting(policy, "allowedFactors").getString("setBy")).isEqualTo("default");
    }

    @Test
    void changeShouldNeedAStepUp() {
        signedIn(world.alice)
                .browser()
                .send("updateOrganisationPolicy", change("passwordHistory", 9), world.organisation)
                .expect(403, "step-up-required");
    }

    @Test
    void changeShouldHoldAndStandInBothLogs() {
        Answer changed = change(
                steppedUp(world.alice),
                new JsonObject().put("name", "allowedFactors").put("value", JsonArray.of("passkey", "totp")),
                new JsonObject()
                        .put("name", "trustedDeviceDays")
                        .put("value", 7)
                        .put("floor", true));

        assertThat(setting(changed.expect(200).json(), "allowedFactors").getJsonArray("effective"))
                .isEqualTo(JsonArray.of("totp", "passkey"));
        JsonArray log = world.alice
                .browser()
                .call("listPolicyChanges", world.organisation)
                .expect(200)
                .items();
        assertThat(objects(log))
                .extracting(entry -> entry.getString("name"), entry -> entry.getString("actor"))
                .containsExactlyInAnyOrder(tuple("allowedFactors", "alice"), tuple("trustedDeviceDays", "alice"));
        assertThat(objects(log).filter(entry -> entry.getString("name").equals("trustedDeviceDays")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.containsKey("before")).isFalse();
                    assertThat(entry.getJsonObject("after"))
                            .isEqualTo(new JsonObject().put("value", 7).put("floor", true));
                });
        JsonObject event = world.alice
                .browser()
                .query("listAuditEntries", Map.of("action", "policy.change"), world.organisation)
                .expect(200)
                .items()
                .getJsonObject(0);
        assertThat(event.getString("objectKind")).isEqualTo("organisation");
        assertThat(event.getJsonObject("details").getJsonArray("settings")).hasSize(2);
    }

    @Test
    void changeThatChangesNothingShouldNotBeLogged() {
        change(
                        steppedUp(world.alice),
                        new JsonObject().put("name", "mfaEnforcement").put("value", "off"))
                .expect(200);

        assertThat(world.alice
                        .browser()
                        .call("listPolicyChanges", world.organisation)
                        .expect(200)
                        .items())
                .isEmpty();
    }

    @Test
    void nullShouldHandTheDecisionToTheLevelAbove() {
        JsonObject policy = change(
                        steppedUp(world.alice),
                        new JsonObject().put("name", "mfaEnforcement").putNull("value"))
                .expect(200)
                .json();

        assertThat(setting(policy, "mfaEnforcement").getString("effective")).isEqualTo("required");
        assertThat(setting(policy, "mfaEnforcement").getString("setBy")).isEqualTo("default");
        assertThat(setting(policy, "mfaEnforcement").containsKey("own")).isFalse();
    }

    @Test
    void badValuesShouldBeNamedAndNothingChanged() {
        Answer refused = change(
                steppedUp(world.alice),
                new JsonObject().put("name", "passwordHistory").put("value", 25),
                new JsonObject().put("name", "allowedFactors").put("value", new JsonArray()),
                new JsonObject().put("name", "upstreamMfaCounted").put("value", "yes"),
                new JsonObject().put("name", "trustedDeviceDays").put("value", 5));

        assertThat(objects(refused.expect(400, "invalid-request").json().getJsonArray("errors")))
                .extracting(error -> error.getString("pointer"))
                .containsExactly("/settings/0/value", "/settings/1/value", "/settings/2/value");
        JsonObject policy = world.alice
                .browser()
                .call("getOrganisationPolicy", world.organisation)
                .json();
        assertThat(setting(policy, "trustedDeviceDays").getString("setBy")).isEqualTo("default");
    }

    @Test
    void timeThatIsInNoCalendarShouldBeBadInput() {
        Answer refused = change(
                steppedUp(world.alice),
                new JsonObject()
                        .put("name", "mfaEnforcement")
                        .put("value", "forced")
                        .put("holdsFrom", "2027-02-30T00:00:00Z"));

        refused.expect(400, "invalid-request");
    }

    // ---------------------------------------------------------------------------------------------- floors

    @Test
    void floorOfTheProviderShouldHoldAgainstAnEarlierValueAndRefuseALaterOne() {
        assertThat(world.password(world.bob).json().getString("step")).isEqualTo("done");

        steppedUp(world.provider)
                .browser()
                .send("updateProviderPolicy", floor("mfaEnforcement", "required"))
                .expect(200);

        assertThat(world.password(world.bob).json().getString("step")).isEqualTo("factor");
        JsonObject shown = world.provider
                .browser()
                .call("getOrganisationPolicy", world.organisation)
                .expect(200)
                .json();
        assertThat(setting(shown, "mfaEnforcement"))
                .isEqualTo(new JsonObject()
                        .put("name", "mfaEnforcement")
                        .put("effective", "required")
                        .put("setBy", "provider")
                        .put("floored", true)
                        .put("floor", "required")
                        .put("floorLevel", "provider")
                        .put("own", new JsonObject().put("value", "off").put("floor", false)));
        Answer refused = world.provider
                .browser()
                .send(
                        "updateOrganisationPolicy",
                        new JsonObject()
                                .put(
                                        "settings",
                                        JsonArray.of(new JsonObject()
                                                .put("name", "mfaEnforcement")
                                                .put("value", "off")
                                                .put("floor", true))),
                        world.organisation)
                .expect(409, "below-floor");
        assertThat(refused.json().getString("detail")).contains("mfaEnforcement", "required", "provider");
        assertThat(world.provider
                        .browser()
                        .call("listProviderPolicyChanges")
                        .expect(200)
                        .items())
                .isNotEmpty();
    }

    @Test
    void domainShouldBeStricterThanItsOrganisationButSetNoFloor() {
        steppedUp(world.alice);

        world.alice
                .browser()
                .send("updateDomainPolicy", change("mfaEnforcement", "forced"), world.organisation, world.domain)
                .expect(200);
        world.alice
                .browser()
                .send("updateDomainPolicy", floor("passwordHistory", 9), world.organisation, world.domain)
                .expect(400, "invalid-request");

        assertThat(world.password(world.bob).json().getString("step")).isEqualTo("factor");
        JsonObject policy = world.alice
                .browser()
                .call("getDomainPolicy", world.organisation, world.domain)
                .expect(200)
                .json();
        assertThat(setting(policy, "mfaEnforcement").getString("setBy")).isEqualTo("domain");
        JsonObject logged = world.alice
                .browser()
                .call("listPolicyChanges", world.organisation)
                .expect(200)
                .items()
                .getJsonObject(0);
        assertThat(logged.getString("level")).isEqualTo("domain");
        assertThat(logged.getString("target")).startsWith("acme");
    }

    @Test
    void announcedEnforcementShouldBeADeadlineUntilItsTime() {
        signedIn(world.bob);
        Instant monday =
                world.services().clock().instant().plus(Duration.ofDays(6)).truncatedTo(ChronoUnit.SECONDS);

        JsonObject policy = change(
                        steppedUp(world.alice),
                        new JsonObject()
                                .put("name", "mfaEnforcement")
                                .put("value", "forced")
                                .put("holdsFrom", monday.toString()))
                .expect(200)
                .json();

        assertThat(setting(policy, "mfaEnforcement").getString("effective")).isEqualTo("off");
        assertThat(setting(policy, "mfaEnforcement").getJsonObject("own"))
                .isEqualTo(new JsonObject()
                        .put("value", "forced")
                        .put("floor", false)
                        .put("holdsFrom", monday.toString()));
        JsonObject seen = world.bob.browser().call("getSession").json().getJsonObject("policy");
        assertThat(seen.getString("mfaEnforcement")).isEqualTo("off");
        assertThat(seen.getString("mfaDeadline")).isEqualTo(monday.toString());
    }

    // ---------------------------------------------------------------------------------------------- rehearsal

    @Test
    void rehearsalShouldCountPeopleAndTheirSignIns() {
        UUID guardedDomain = guardedDomain("inside" + world.organisation + ".example");
        Person carol =
                world.person(world.organisation, guardedDomain, "carol@inside" + world.organisation + ".example");
        signedIn(world.alice);
        signedIn(world.bob);
        signedIn(world.bob);

        JsonObject all = rehearse(null);
        JsonObject inside = rehearse(guardedDomain);

        assertThat(all.getInteger("people")).isEqualTo(3);
        assertThat(all.getInteger("withFactor")).isZero();
        assertThat(all.getInteger("withoutFactor")).isEqualTo(3);
        assertThat(objects(all.getJsonArray("unreachablePeople")))
                .extracting(person -> person.getString("address"))
                .containsExactly(carol.email());
        assertThat(all.getInteger("signInsLast30Days")).isEqualTo(3);
        assertThat(all.getInteger("wouldHaveBeenAsked")).isEqualTo(3);
        assertThat(inside.getInteger("people")).isEqualTo(1);
        assertThat(inside.getInteger("signInsLast30Days")).isZero();
    }

    @Test
    void coverageShouldFollowThePolicyOfEachPerson() {
        signedIn(world.alice);
        assertThat(coverage())
                .isEqualTo(new JsonObject()
                        .put("people", 2)
                        .put("withFactor", 0)
                        .put("mailCodeOnly", 0)
                        .put("passwordOnly", 2));

        world.policy("domain", world.domain, "mfaEnforcement", "required");

        assertThat(coverage().getInteger("mailCodeOnly")).isEqualTo(2);
    }

    // ---------------------------------------------------------------------------------------------- rights and pages

    @Test
    void eveShouldFindNothing() {
        Person eve = steppedUp(world.eve);
        JsonObject body = change("passwordHistory", 9);

        eve.browser().call("getOrganisationPolicy", world.organisation).expect(404, "not-found");
        eve.browser().send("updateOrganisationPolicy", body, world.organisation).expect(404, "not-found");
        eve.browser().call("listPolicyChanges", world.organisation).expect(404, "not-found");
        eve.browser().call("getPolicyCoverage", world.organisation).expect(404, "not-found");
        eve.browser()
                .send("rehearsePolicy", new JsonObject().put("mfaEnforcement", "forced"), world.organisation)
                .expect(404, "not-found");
        // Her own organisation, another's domain.
        eve.browser()
                .call("getDomainPolicy", world.otherOrganisation, world.domain)
                .expect(404, "not-found");
        eve.browser()
                .send("updateDomainPolicy", body, world.otherOrganisation, world.domain)
                .expect(404, "not-found");
        eve.browser()
                .send(
                        "rehearsePolicy",
                        new JsonObject().put("mfaEnforcement", "forced").put("domainId", world.domain.toString()),
                        world.otherOrganisation)
                .expect(404, "not-found");
        eve.browser().call("getProviderPolicy").expect(403, "forbidden");
        eve.browser().send("updateProviderPolicy", body).expect(403, "forbidden");
        eve.browser().call("listProviderPolicyChanges").expect(403, "forbidden");
    }

    @Test
    void userShouldNotSeePolicies() {
        signedIn(world.bob)
                .browser()
                .call("getOrganisationPolicy", world.organisation)
                .expect(403, "forbidden");
    }

    @Test
    void organisationThatDoesNotExistShouldNotBeFoundByTheProviderEither() {
        signedIn(world.provider)
                .browser()
                .call("getOrganisationPolicy", Ids.next())
                .expect(404, "not-found");
        world.provider.browser().call("getPolicyCoverage", Ids.next()).expect(404, "not-found");
    }

    @Test
    void changesShouldComeInPagesNewestFirst() {
        steppedUp(world.alice);
        for (int history = 1; history <= 3; history++) {
            change(world.alice, new JsonObject().put("name", "passwordHistory").put("value", history))
                    .expect(200);
        }

        Answer first = page(Map.of("limit", "2"));
        Answer second = page(Map.of("limit", "2", "cursor", first.json().getString("next")));

        assertThat(values(first)).containsExactly(3, 2);
        assertThat(values(second)).containsExactly(1);
        assertThat(second.json().containsKey("next")).isFalse();
    }

    @Test
    void cursorOfSomebodyElseShouldBeBadInput() {
        signedIn(world.alice);

        for (String cursor : List.of("x", "WyJhIl0", "W10", "bnVsbA", "WzFd")) {
            world.alice
                    .browser()
                    .query("listPolicyChanges", Map.of("cursor", cursor), world.organisation)
                    .expect(400, "invalid-request");
        }
    }

    // ---------------------------------------------------------------------------------------------- words

    private Person signedIn(Person person) {
        return world.signIn(person);
    }

    private Person steppedUp(Person person) {
        return world.stepUp(world.signIn(person));
    }

    private Answer change(Person person, JsonObject... settings) {
        return person.browser()
                .send(
                        "updateOrganisationPolicy",
                        new JsonObject().put("settings", new JsonArray(List.of(settings))),
                        world.organisation);
    }

    private static JsonObject change(String name, Object value) {
        return new JsonObject()
                .put("settings", JsonArray.of(new JsonObject().put("name", name).put("value", value)));
    }

    private static JsonObject floor(String name, Object value) {
        return new JsonObject()
                .put(
                        "settings",
                        JsonArray.of(new JsonObject()
                                .put("name", name)
                                .put("value", value)
                                .put("floor", true)));
    }

    private JsonObject rehearse(@Nullable UUID domain) {
        JsonObject body = new JsonObject().put("mfaEnforcement", "required");
        if (domain != null) {
            body.put("domainId", domain.toString());
        }
        return world.alice
                .browser()
                .send("rehearsePolicy", body, world.organisation)
                .expect(200)
                .json();
    }

    private JsonObject coverage() {
        return world.alice
                .browser()
                .call("getPolicyCoverage", world.organisation)
                .expect(200)
                .json();
    }

    private Answer page(Map<String, String> query) {
        return world.alice
                .browser()
                .query("listPolicyChanges", query, world.organisation)
                .expect(200);
    }

    private static List<Integer> values(Answer page) {
        return objects(page.items())
                .map(entry -> entry.getJsonObject("after").getInteger("value"))
                .toList();
    }

    /** A domain whose mailboxes can only be read behind the sign-in. */
    private UUID guardedDomain(String name) {
        UUID id = Ids.next();
        world.sql(
                "INSERT INTO account_domains (id, organisation_id, name, mailbox, created_at, proved_at)"
                        + " VALUES ($1, $2, $3, 'gatehouse', now(), now())",
                id,
                world.organisation,
                name);
        return id;
    }

    private UUID providerOrganisation() {
        return world.provider.organisation();
    }

    private static JsonObject setting(JsonObject policy, String name) {
        return objects(policy.getJsonArray("settings"))
                .filter(setting -> setting.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
