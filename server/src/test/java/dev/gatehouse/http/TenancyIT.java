package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ContractChecker.Operation;
import dev.gatehouse.testing.Mutants;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * 20: nobody reaches into another organisation. Generated from the contract: a new operation is covered by itself, and one with a
 * new kind of object fails until there is an object to try it on.
 */
class TenancyIT {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final World world = new World();

    @Test
    void eveFindsNothingOfAliceAtAnyOperation() {
        Map<String, UUID> objects = objects();
        String before = everything();
        ApiClient eve = world.stepUp(world.signIn(world.eve)).browser();

        for (Operation operation : withObjects()) {
            Answer foreign = call(eve, operation, objects);
            Answer random = call(eve, operation, new Unknown());

            int expected = operation.permission().equals("provider") ? 403 : 404;
            assertThat(foreign.status())
                    .as(operation.id() + ": " + foreign.text())
                    .isEqualTo(expected);
            assertThat(foreign.problem()).as(operation.id()).isEqualTo(random.problem());
        }

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void bobAdministersNothing() {
        Map<String, UUID> objects = objects();
        ApiClient bob = world.stepUp(world.signIn(world.bob)).browser();

        for (Operation operation : world.services().contract().operations()) {
            if (List.of("organisation", "audit", "provider").contains(operation.permission())) {
                assertThat(call(bob, operation, objects).status())
                        .as(operation.id())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void nobodyIsLetInWithoutASession() {
        Map<String, UUID> objects = objects();
        ApiClient stranger = world.services().browser();

        for (Operation operation : world.services().contract().operations()) {
            if (!operation.open()) {
                call(stranger, operation, objects).expect(401, "sign-in-required");
            }
        }
    }

    private List<Operation> withObjects() {
        return world.services().contract().operations().stream()
                .filter(operation -> operation.path().contains("{"))
                .toList();
    }

    /** One real object of alice's organisation for each kind that the contract can name. */
    private Map<String, UUID> objects() {
        world.stepUp(world.signIn(world.alice));
        ApiClient alice = world.alice.browser();
        Map<String, UUID> objects = new HashMap<>();
        objects.put("organisationId", world.organisation);
        objects.put("domainId", world.domain);
        objects.put("accountId", world.bob.id());
        objects.put("addressId", id("SELECT id FROM account_addresses WHERE account_id = $1", world.bob.id()));
        objects.put("sessionId", id("SELECT id FROM login_sessions WHERE account_id = $1", world.alice.id()));
        objects.put("deviceId", id("SELECT id FROM login_devices WHERE account_id = $1", world.alice.id()));
        Answer imported = alice.raw(
                "createAccountImport",
                "/api/v1/organisations/" + world.organisation + "/account-imports",
                "text/csv",
                ("name,addresses\nCarl,carl@" + world.domainName() + "\n").getBytes(StandardCharsets.UTF_8));
        objects.put("importId", UUID.fromString(imported.expect(201).json().getString("id")));
        Person carol = world.person(world.organisation, world.domain, "carol@" + world.domainName());
        world.implantTotp(carol);
        objects.put("factorId", id("SELECT id FROM factor_totp WHERE account_id = $1", carol.id()));
        return objects;
    }

    private UUID id(String query, UUID owner) {
        return world.sql(query + " LIMIT 1", owner).iterator().next().getUUID("id");
    }

    /** What alice's organisation consists of, but for the books that are kept of every attempt. */
    private String everything() {
        StringBuilder text = new StringBuilder();
        for (String query : List.of(
                "SELECT name, state FROM account_organisations WHERE id = $1",
                "SELECT name, mailbox FROM account_domains WHERE organisation_id = $1 ORDER BY id",
                "SELECT id, name, state, roles, credential_version, factor_kinds FROM account_accounts"
                        + " WHERE organisation_id = $1 ORDER BY id",
                "SELECT address FROM account_addresses WHERE organisation_id = $1 ORDER BY id",
                "SELECT state FROM account_imports WHERE organisation_id = $1 ORDER BY id",
                "SELECT name, value::text FROM policy_settings WHERE target_id = $1 ORDER BY name",
                "SELECT id, ended_at FROM login_sessions WHERE account_id IN"
                        + " (SELECT id FROM account_accounts WHERE organisation_id = $1) ORDER BY id")) {
            world.sql(query, world.organisation)
                    .forEach(row -> text.append(row.toJson()).append('\n'));
        }
        return text.toString();
    }

    private static Answer call(ApiClient browser, Operation operation, Map<String, UUID> objects) {
        Matcher matcher = PARAMETER.matcher(operation.path());
        String path = matcher.replaceAll(found -> {
            UUID object = objects.get(found.group(1));
            if (object == null) {
                throw new AssertionError("there is no " + found.group(1) + " to try " + operation.id() + " on");
            }
            return object.toString();
        });
        JsonObject content = new JsonObject();
        if (operation.definition().containsKey("requestBody")) {
            content = operation.definition().getJsonObject("requestBody").getJsonObject("content");
        }
        if (content.isEmpty()) {
            return browser.raw(operation.id(), path, null, new byte[0]);
        }
        String mediaType = content.fieldNames().iterator().next();
        byte[] body = mediaType.equals("application/json")
                ? Mutants.example(content.getJsonObject(mediaType).getJsonObject("schema"))
                        .toString()
                        .getBytes(StandardCharsets.UTF_8)
                : "name,addresses\nMallory,mallory@nowhere.example\n".getBytes(StandardCharsets.UTF_8);
        return browser.raw(operation.id(), path, mediaType, body);
    }

    /** A random id for whatever is asked for. */
    private static final class Unknown extends HashMap<String, UUID> {
        private static final long serialVersionUID = 1L;

        @Override
        public UUID get(Object name) {
            return UUID.randomUUID();
        }
    }
}
