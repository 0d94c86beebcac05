package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;

/** People, organisations, imports and the audit log on the real server; each answer is held against the contract. */
class AccountApiIT {

    private static final String OLD_PASSWORD = "the old system's password 1";

    private final World world = new World();

    @Test
    void invitedPersonShouldAppearBeMailedAndBecomeActive() {
        ApiClient alice = world.signIn(world.alice).browser();
        String address = "new" + domainOf(world.bob);

        JsonObject created = alice.send("createAccount", person("New Person", address), world.organisation)
                .expect(201)
                .json();

        assertThat(created.getString("state")).isEqualTo("invited");
        assertThat(created.getJsonArray("roles")).containsExactly("user");
        String token = world.mailedToken(address);
        ApiClient browser = world.services().browser();
        browser.send(
                        "acceptInvitation",
                        new JsonObject().put("token", token).put("newPassword", "a fresh horse battery 77"))
                .expect(200);
        JsonObject now = alice.call("getAccount", world.organisation, created.getString("id"))
                .expect(200)
                .json();
        assertThat(now.getString("state")).isEqualTo("active");
        alice.call("sendInvitation", world.organisation, created.getString("id"))
                .expect(409, "not-invited");
    }

    @Test
    void peopleShouldBeListedChangedAndDeleted() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();

        Answer page = alice.query("listAccounts", Map.of("limit", "1"), world.organisation)
                .expect(200);
        assertThat(page.json().getInteger("total")).isEqualTo(2);
        Answer rest = alice.query(
                        "listAccounts",
                        Map.of("limit", "1", "cursor", page.json().getString("next")),
                        world.organisation)
                .expect(200);
        assertThat(rest.json().containsKey("next")).isFalse();
        assertThat(alice.query("listAccounts", Map.of("q", "BOB", "role", "user", "factor", "none"), world.organisation)
                        .expect(200)
                        .items())
                .hasSize(1);
        for (String cursor : List.of("x", "WyJhIl0", "WyJhIiwiYiJd")) {
            alice.query("listAccounts", Map.of("cursor", cursor), world.organisation)
                    .expect(400, "invalid-request");
        }
        assertThat(alice.call("exportAccounts", world.organisation).expect(200).text())
                .contains(world.bob.email());

        JsonObject changed = alice.send(
                        "updateAccount",
                        new JsonObject().put("name", "Bob B.").put("roles", new JsonArray().add("spam-admin")),
                        world.organisation,
                        world.bob.id())
                .expect(200)
                .json();
        assertThat(changed.getString("name")).isEqualTo("Bob B.");
        String added = "second" + domainOf(world.bob);
        JsonObject two = alice.send(
                        "addAddress",
                        new JsonObject().put("address", added.toUpperCase(Locale.ROOT)),
                        world.organisation,
                        world.bob.id())
                .expect(201)
                .json();
        String addressId = two.getJsonArray("addresses").getJsonObject(1).getString("id");
        assertThat(world.newestMail(world.bob.email())).contains("added the address " + added);
        alice.call("removeAddress", world.organisation, world.bob.id(), addressId)
                .expect(200);
        alice.call("deleteAccount", world.organisation, world.bob.id()).expect(204);
        alice.call("getAccount", world.organisation, world.bob.id()).expect(404, "not-found");
    }

    @Test
    void suspendedPersonShouldBeOutAtOnce() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        ApiClient bob = world.signIn(world.bob).browser();
        bob.call("listSessions").expect(200);

        alice.send("updateAccount", new JsonObject().put("state", "suspended"), world.organisation, world.bob.id())
                .expect(200);

        bob.call("listSessions").expect(401);
        world.password(world.bob).expect(401);
        alice.send("updateAccount", new JsonObject().put("state", "active"), world.organisation, world.bob.id())
                .expect(200);
        world.signIn(world.bob);
    }

    /** A computer left unlocked closes no organisation, claims no domain for one, and lets nobody in again. */
    @Test
    void statesOfOrganisationsAndEndsOfSuspensionsShouldNeedAFreshProof() {
        ApiClient root = world.signIn(world.provider).browser();
        ApiClient alice = world.signIn(world.alice).browser();
        world.sql("UPDATE account_accounts SET state = 'suspended', activated = true WHERE id = $1", world.bob.id());
        JsonObject suspended = new JsonObject().put("state", "suspended");
        JsonObject active = new JsonObject().put("state", "active");

        root.send("updateOrganisation", suspended, world.otherOrganisation).expect(403, "step-up-required");
        root.send(
                        "createOrganisation",
                        new JsonObject()
                                .put("name", "Mine")
                                .put("domain", "mine" + domainOf(world.eve).substring(1)))
                .expect(403, "step-up-required");
        alice.send("updateAccount", active, world.organisation, world.bob.id()).expect(403, "step-up-required");

        root.send("updateOrganisation", new JsonObject().put("name", "Renamed"), world.otherOrganisation)
                .expect(200);
        world.stepUp(world.provider);
        root.send("updateOrganisation", suspended, world.otherOrganisation).expect(200);
        world.password(world.eve).expect(401);
        world.stepUp(world.alice);
        alice.send("updateAccount", active, world.organisation, world.bob.id()).expect(200);
        world.signIn(world.bob);
    }

    @Test
    void providerShouldRunOrganisationsAndDomains() {
        ApiClient root = world.stepUp(world.signIn(world.provider)).browser();
        String name = "client" + domainOf(world.eve).substring(1);

        JsonObject created = root.send(
                        "createOrganisation",
                        new JsonObject().put("name", "Client, Inc.").put("domain", name))
                .expect(201)
                .json();

        String id = created.getString("id");
        root.send("createOrganisation", new JsonObject().put("name", "Again").put("domain", name))
                .expect(409, "domain-taken");
        assertThat(root.query("listOrganisations", Map.of("q", name))
                        .expect(200)
                        .items())
                .hasSize(1);
        assertThat(root.query("exportOrganisations", Map.of("q", name))
                        .expect(200)
                        .text())
                .contains("\"Client, Inc.\"");
        root.call("getOrganisation", id).expect(200);
        JsonObject domain = root.send("createDomain", new JsonObject().put("name", "mail." + name), id)
                .expect(201)
                .json();
        assertThat(domain.getString("mailbox")).isEqualTo("external");
        root.send("updateDomain", new JsonObject().put("mailbox", "gatehouse"), id, domain.getString("id"))
                .expect(200);
        assertThat(root.call("listDomains", id).expect(200).items()).hasSize(2);
        root.call("deleteDomain", id, domain.getString("id")).expect(204);
        root.send("updateOrganisation", new JsonObject().put("state", "suspended"), id)
                .expect(200);
        root.call("listAccounts", UUID.randomUUID()).expect(404, "not-found");
        assertThat(root.call("listAuditEntries", id).expect(200).items()).hasSize(5);
        world.signIn(world.alice).browser().call("listOrganisations").expect(403, "forbidden");
    }

    @Test
    void importShouldRunInTheBackgroundAndItsPasswordsSignInAndBeHashedAnew() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        String domain = domainOf(world.bob);
        String csv = """
                name,addresses,roles,invite,password_hash
                Ann,ann%1$s,,no,
                Bea,bea%1$s,,,%2$s
                Pia,pia%1$s,,,%3$s
                Bob,bob%1$s,,,
                """.formatted(domain, bcrypt(), pbkdf2());

        JsonObject preview = upload(alice, csv).expect(201).json();
        assertThat(preview.getInteger("good")).isEqualTo(3);
        assertThat(preview.getJsonArray("problems").getJsonObject(0).getInteger("line"))
                .isEqualTo(5);
        String id = preview.getString("id");
        alice.call("startAccountImport", world.organisation, id).expect(202);
        Eventually.get(() -> assertThat(alice.call("getAccountImport", world.organisation, id)
                        .expect(200)
                        .json()
                        .getString("state"))
                .isEqualTo("done"));

        assertThat(alice.call("exportRefusedRows", world.organisation, id)
                        .expect(200)
                        .text())
                .contains("Line 5:")
                .doesNotContain("$2b$");
        for (String address : List.of("bea" + domain, "pia" + domain)) {
            assertThat(storedHash(address)).doesNotStartWith("$argon2id$");
            world.services()
                    .browser()
                    .send("beginLogin", new JsonObject().put("email", address).put("password", OLD_PASSWORD))
                    .expect(200);
            Eventually.get(() -> assertThat(storedHash(address)).startsWith("$argon2id$"));
        }
    }

    @Test
    void importShouldBeRefusedOrCancelled() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        upload(alice, "name,phone\nA,1\n").expect(422, "import-unreadable");
        JsonObject preview = upload(alice, "name,addresses\nZoe,zoe" + domainOf(world.bob) + "\n")
                .expect(201)
                .json();
        String id = preview.getString("id");

        JsonObject cancelled = alice.call("cancelAccountImport", world.organisation, id)
                .expect(200)
                .json();

        assertThat(cancelled.getString("state")).isEqualTo("cancelled");
        alice.call("startAccountImport", world.organisation, id).expect(409, "import-not-waiting");
        alice.call("cancelAccountImport", world.organisation, id).expect(409, "import-not-waiting");
    }

    @Test
    void auditLogShouldTellWhatHappenedAndHold() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        alice.send("createAccount", person("=HYPERLINK(1)", "x" + domainOf(world.bob)), world.organisation)
                .expect(201);

        JsonArray entries = alice.query("listAuditEntries", Map.of("action", "account"), world.organisation)
                .expect(200)
                .items();
        assertThat(entries.getJsonObject(0).getString("action")).isEqualTo("account.create");
        assertThat(entries.getJsonObject(0).getJsonObject("details").getString("name"))
                .isEqualTo("=HYPERLINK(1)");
        alice.query("listAuditEntries", Map.of("cursor", "WyJ4Il0"), world.organisation)
                .expect(400, "invalid-request");
        assertThat(alice.query("exportAuditEntries", Map.of("action", "account.create"), world.organisation)
                        .expect(200)
                        .text())
                .contains("account.create");
        String verdict = alice.call("verifyAudit", world.organisation)
                .expect(200)
                .text()
                .lines()
                .toList()
                .getLast();
        assertThat(new JsonObject(verdict).getBoolean("intact")).isTrue();
        assertThat(alice.call("listOwnEvents").expect(200).items()).isNotEmpty();
        assertThat(alice.call("exportAccounts", world.organisation).expect(200).text())
                .contains("'=HYPERLINK(1)");
    }

    @Test
    void eveShouldFindNothingOfAnotherOrganisation() {
        ApiClient eve = world.stepUp(world.signIn(world.eve)).browser();

        for (String operation :
                List.of("listAccounts", "exportAccounts", "listDomains", "getOrganisation", "listAuditEntries")) {
            eve.call(operation, world.organisation).expect(404, "not-found");
        }
        eve.call("getAccount", world.organisation, world.bob.id()).expect(404, "not-found");
        eve.call("getAccount", world.otherOrganisation, world.bob.id()).expect(404, "not-found");
        eve.call("deleteAccount", world.otherOrganisation, world.bob.id()).expect(404, "not-found");
        eve.call("deleteDomain", world.otherOrganisation, world.domain).expect(404, "not-found");
        eve.send("createAccount", person("Eve", world.bob.email()), world.otherOrganisation)
                .expect(422, "foreign-domain");
    }

    private Answer upload(ApiClient browser, String csv) {
        return browser.raw(
                "createAccountImport",
                "/api/v1/organisations/" + world.organisation + "/account-imports",
                "text/csv",
                csv.getBytes(StandardCharsets.UTF_8));
    }

    private String storedHash(String address) {
        return world.sql("""
                        SELECT hash FROM login_passwords JOIN account_addresses USING (account_id) WHERE address = $1""", address).iterator().next().getString("hash");
    }

    private static String bcrypt() {
        return OpenBSDBCrypt.generate("2b", OLD_PASSWORD.toCharArray(), new byte[16], 4);
    }

    /** As Django writes it. */
    private static String pbkdf2() {
        try {
            byte[] salt = "saltsalt".getBytes(StandardCharsets.UTF_8);
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(OLD_PASSWORD.toCharArray(), salt, 1000, 256))
                    .getEncoded();
            return "pbkdf2_sha256$1000$saltsalt$" + Base64.getEncoder().encodeToString(key);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject person(String name, String address) {
        return new JsonObject().put("name", name).put("addresses", new JsonArray().add(address));
    }

    /** Everything from the at sign. */
    private static String domainOf(World.Person person) {
        return person.email().substring(person.email().indexOf('@'));
    }
}
