package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.DnsServer;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** An organisation's administrator says that a bank's domain is theirs. */
class DomainProofIT {

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(5);

    private final World world = new World();
    private final DnsServer dns = world.services().dns();
    private final String bank = "bank." + world.domainName();
    private final ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
    private final ApiClient eve = world.stepUp(world.signIn(world.eve)).browser();
    private final ApiClient root = world.stepUp(world.signIn(world.provider)).browser();

    @Test
    void claimShouldGiveNoAddressesUntilItsRecordIsFound() {
        JsonObject claimed = claim(alice, world.organisation);
        assertThat(claimed.getString("state")).isEqualTo("unproved");
        JsonObject record = claimed.getJsonObject("claim");
        assertThat(record.getString("record")).isEqualTo("_gatehouse-challenge." + bank);
        String id = claimed.getString("id");

        invite("ceo@" + bank).expect(422, "domain-unproved");
        alice.send("addAddress", new JsonObject().put("address", "ceo@" + bank), world.organisation, world.bob.id())
                .expect(422, "domain-unproved");
        assertThat(upload("name,addresses\nCeo,ceo@" + bank + "\n")
                        .json()
                        .getJsonArray("problems")
                        .getJsonObject(0)
                        .getString("message"))
                .isEqualTo("The domain of ceo@" + bank + " is not proved yet.");
        assertThat(world.sql("SELECT 1 FROM mail_outgoing WHERE recipient = $1", "ceo@" + bank)
                        .size())
                .isZero();

        assertThat(check(alice, world.organisation, id).getString("outcome")).isEqualTo("not-found");
        alice.call("checkDomain", world.organisation, id).expect(429, "checked-just-now");
        dns.publish(record.getString("record"), "v=spf1 -all", "something else");
        JsonObject other = check(alice, world.organisation, id);
        assertThat(other.getString("outcome")).isEqualTo("other-value");
        assertThat(other.getJsonArray("found")).containsExactly("v=spf1 -all", "something else");
        assertThat(other.getJsonObject("domain").getString("state")).isEqualTo("unproved");
        dns.publish(record.getString("record"), "something else", record.getString("value"));
        JsonObject proved = check(alice, world.organisation, id);

        assertThat(proved.getString("outcome")).isEqualTo("proved");
        assertThat(proved.getJsonObject("domain").getString("state")).isEqualTo("proved");
        assertThat(proved.getJsonObject("domain").containsKey("claim")).isFalse();
        invite("ceo@" + bank).expect(201);
        assertThat(actions(world.organisation)).contains("account.create-domain", "account.prove-domain");
    }

    @Test
    void silenceAndFailureShouldProveNothing() {
        JsonObject claimed = claim(alice, world.organisation);
        String record = claimed.getJsonObject("claim").getString("record");

        dns.fail(record, DnsResponseCode.SERVFAIL);
        assertThat(check(alice, world.organisation, claimed.getString("id")).getString("outcome"))
                .isEqualTo("no-answer");
        dns.fallSilent(record);
        assertThat(check(alice, world.organisation, claimed.getString("id")).getString("outcome"))
                .isEqualTo("no-answer");
        dns.fail(record, DnsResponseCode.NOERROR);
        dns.publish(record);
        assertThat(check(alice, world.organisation, claimed.getString("id")).getString("outcome"))
                .isEqualTo("not-found");
    }

    @Test
    void claimShouldYieldToWhoeverProvesTheDomain() {
        JsonObject squatted = claim(alice, world.organisation);
        JsonObject own = claim(eve, world.otherOrganisation);
        assertThat(squatted.getJsonObject("claim").getString("value"))
                .isNotEqualTo(own.getJsonObject("claim").getString("value"));
        publish(own);

        assertThat(check(alice, world.organisation, squatted.getString("id")).getString("outcome"))
                .isEqualTo("other-value");
        assertThat(check(eve, world.otherOrganisation, own.getString("id")).getString("outcome"))
                .isEqualTo("proved");

        alice.call("checkDomain", world.organisation, squatted.getString("id")).expect(404, "not-found");
        alice.send("createDomain", new JsonObject().put("name", bank), world.organisation)
                .expect(409, "domain-taken");
        assertThat(actions(world.organisation)).contains("account.lose-domain");
        alice.call("checkDomain", world.otherOrganisation, own.getString("id")).expect(404, "not-found");
    }

    @Test
    void oneOfManyShouldWinOnTwoNodesAtTheSameMoment() {
        for (int round = 0; round < 10; round++) {
            String name = "race" + round + "." + world.domainName();
            JsonObject first = claim(alice, world.organisation, name);
            JsonObject second = claim(eve, world.otherOrganisation, name);
            dns.publish(
                    first.getJsonObject("claim").getString("record"),
                    first.getJsonObject("claim").getString("value"),
                    second.getJsonObject("claim").getString("value"));

            List<Answer> answers = Together.run(3, i -> switch (i) {
                case 0 -> alice.copy().call("checkDomain", world.organisation, first.getString("id"));
                case 1 ->
                    eve.copy()
                            .at(world.services().node(1).address())
                            .call("checkDomain", world.otherOrganisation, second.getString("id"));
                default ->
                    root.copy()
                            .at(world.services().node(1).address())
                            .send("createDomain", new JsonObject().put("name", name), world.provider.organisation());
            });

            assertThat(answers).filteredOn(answer -> answer.status() < 300).hasSize(1);
            assertThat(answers).allMatch(answer -> answer.status() < 500);
            assertThat(world.sql("SELECT proved_at FROM account_domains WHERE name = $1", name))
                    .singleElement()
                    .matches(row -> row.getValue("proved_at") != null);
        }
    }

    @Test
    void operatorsWordShouldCount() {
        JsonObject claimed = claim(alice, world.organisation);
        String id = claimed.getString("id");
        JsonObject theirs = claim(eve, world.otherOrganisation);

        alice.call("confirmDomain", world.organisation, id).expect(403, "forbidden");
        world.signIn(world.provider)
                .browser()
                .call("confirmDomain", world.organisation, id)
                .expect(403);
        world.stepUp(world.provider);
        assertThat(root.call("confirmDomain", world.organisation, id)
                        .expect(200)
                        .json()
                        .getString("state"))
                .isEqualTo("proved");
        root.call("confirmDomain", world.otherOrganisation, theirs.getString("id"))
                .expect(404, "not-found");

        String more = "more." + world.domainName();
        claim(eve, world.otherOrganisation, more);
        JsonObject added = root.send("createDomain", new JsonObject().put("name", more), world.organisation)
                .expect(201)
                .json();
        assertThat(added.getString("state")).isEqualTo("proved");
        assertThat(eve.call("listDomains", world.otherOrganisation).expect(200).items())
                .hasSize(1);
    }

    @Test
    void claimsShouldBeBoundedAndEnd() {
        List<Answer> answers = Together.run(26, i -> alice.copy()
                .at(world.services().node(i % 2).address())
                .send(
                        "createDomain",
                        new JsonObject().put("name", "c" + i + "." + world.domainName()),
                        world.organisation));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(20);
        assertThat(answers).filteredOn(answer -> answer.status() != 201).allSatisfy(answer -> {
            answer.expect(409, "too-many-claims");
        });
        JsonObject one = answers.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow()
                .json();
        publish(one);

        world.services().clock().advance(Duration.ofDays(14));
        world.stepUp(world.signIn(world.alice));
        alice.call("checkDomain", world.organisation, one.getString("id")).expect(409, "claim-ended");
        alice.send("createDomain", new JsonObject().put("name", one.getString("name")), world.organisation)
                .expect(201);
        assertThat(alice.call("listDomains", world.organisation).expect(200).items())
                .hasSize(2);
    }

    @Test
    void recordOfAnInternationalDomainShouldHaveItsAsciiName() {
        JsonObject claimed = claim(alice, world.organisation, "bücher." + world.domainName());

        assertThat(claimed.getJsonObject("claim").getString("record"))
                .isEqualTo("_gatehouse-challenge.xn--bcher-kva." + world.domainName());
        publish(claimed);
        assertThat(check(alice, world.organisation, claimed.getString("id")).getString("outcome"))
                .isEqualTo("proved");
    }

    @Test
    void organisationShouldNotBeFoundByAClaim() {
        claim(alice, world.organisation);

        assertThat(alice.call("getOrganisation", world.organisation)
                        .expect(200)
                        .json()
                        .getJsonArray("domains"))
                .containsExactly(world.domainName());
    }

    private JsonObject claim(ApiClient browser, UUID organisation) {
        return claim(browser, organisation, bank);
    }

    private JsonObject claim(ApiClient browser, UUID organisation, String name) {
        return browser.send("createDomain", new JsonObject().put("name", name), organisation)
                .expect(201)
                .json();
    }

    private void publish(JsonObject claimed) {
        JsonObject claim = claimed.getJsonObject("claim");
        dns.publish(claim.getString("record"), claim.getString("value"));
    }

    /** Looks, long enough after the last look. */
    private JsonObject check(ApiClient browser, UUID organisation, String id) {
        world.services().clock().advance(BETWEEN_CHECKS);
        return browser.call("checkDomain", organisation, id).expect(200).json();
    }

    private Answer invite(String address) {
        return alice.send(
                "createAccount",
                new JsonObject().put("name", "Ceo").put("addresses", new JsonArray().add(address)),
                world.organisation);
    }

    private Answer upload(String csv) {
        return alice.raw(
                        "createAccountImport",
                        "/api/v1/organisations/" + world.organisation + "/account-imports",
                        "text/csv",
                        csv.getBytes(StandardCharsets.UTF_8))
                .expect(201);
    }

    private List<String> actions(UUID organisation) {
        return StreamSupport.stream(
                        world.sql("SELECT action FROM audit_entries WHERE organisation_id = $1", organisation)
                                .spliterator(),
                        false)
                .map(row -> row.getString("action"))
                .toList();
    }
}
