package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.db.Ids;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ContractChecker.Operation;
import dev.gatehouse.testing.Mutants;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * 20: nobody reaches into another organisation. Generated from the contract: a new operation is covered by itself, and one with a
 * new kind of object fails until there is an object to try it on.
 */
class TenancyIT {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final World world = new World();
    private final Map<String, UUID> objects = new HashMap<>();

    @BeforeEach
    void fillTheOrganisationOfAlice() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
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
        objects.put(
                "clientId",
                UUID.fromString(alice.send("createClient", confidentialClient(), world.organisation)
                        .expect(201)
                        .json()
                        .getString("id")));
        Person carol = world.person(world.organisation, world.domain, "carol@" + world.domainName());
        world.implantTotp(carol);
        UUID provider = Ids.next();
        world.sql(
                "INSERT INTO federation_providers (id, organisation_id, name, issuer, client_id, secret, secret_at, state, created_at)"
                        + " VALUES ($1, $2, 'Acme ID', 'https://id.example', 'x', 'x', now(), 'active', now())",
                provider,
                world.organisation);
        UUID identity = Ids.next();
        world.sql(
                "INSERT INTO federation_identities (id, provider_id, issuer, subject, account_id, email, linked_at)"
                        + " VALUES ($1, $2, 'https://id.example', 's', $3, $4, now())",
                identity,
                provider,
                world.alice.id(),
                world.alice.email());
        objects.put("providerId", provider);
        objects.put("identityId", identity);
        objects.put("factorId", id("SELECT id FROM factor_totp WHERE account_id = $1", carol.id()));
    }

    @Test
    void eveFindsNothingOfAliceAtAnyOperation() {
        ApiClient eve = eve();
        String before = everything();

        for (Operation operation : withObjects()) {
            Answer foreign = call(eve, operation, this::object);
            Answer random = call(eve, operation, name -> UUID.randomUUID());

            assertThat(foreign.status())
                    .as(operation.id() + ": " + foreign.text())
                    .isEqualTo(operation.permission().equals("provider") ? 403 : 404);
            assertThat(visible(foreign)).as(operation.id()).isEqualTo(visible(random));
        }

        assertThat(everything()).isEqualTo(before);
    }

    /** Her own organisation in the address, and in it an object of another: the check that is forgotten most easily. */
    @Test
    void eveFindsNothingOfAliceBehindHerOwnOrganisation() {
        ApiClient eve = eve();
        String before = everything();

        for (Operation operation : withObjects()) {
            boolean more = PARAMETER.matcher(operation.path()).results().count() > 1;
            if (operation.path().contains("{organisationId}") && more) {
                Answer foreign = call(
                        eve, operation, name -> name.equals("organisationId") ? world.otherOrganisation : object(name));
                Answer random = call(
                        eve,
                        operation,
                        name -> name.equals("organisationId") ? world.otherOrganisation : UUID.randomUUID());

                assertThat(foreign.status())
                        .as(operation.id() + ": " + foreign.text())
                        .isEqualTo(operation.permission().equals("provider") ? 403 : 404);
                assertThat(visible(foreign)).as(operation.id()).isEqualTo(visible(random));
            }
        }

        assertThat(everything()).isEqualTo(before);
    }

    /** One's own account, and an object of somebody else behind it. */
    @Test
    void eveFindsNothingOfAliceBehindHerOwnPeople() {
        ApiClient eve = eve();
        String before = everything();

        for (Operation operation : withObjects()) {
            if (operation.path().contains("{accountId}/")) {
                Map<String, UUID> own = Map.of("organisationId", world.otherOrganisation, "accountId", world.eve.id());
                boolean more = PARAMETER.matcher(operation.path()).results().count() > 2;
                if (more) {
                    assertThat(call(eve, operation, name -> own.getOrDefault(name, object(name)))
                                    .status())
                            .as(operation.id())
                            .isEqualTo(404);
                }
            }
        }

        assertThat(everything()).isEqualTo(before);
    }

    /** Ids also stand in queries and bodies. */
    @Test
    void eveFindsNothingOfAliceByFilteringForIt() {
        ApiClient eve = eve();
        for (Operation operation : operations()) {
            for (Object each : operation.definition().getJsonArray("parameters", new JsonArray())) {
                JsonObject parameter = (JsonObject) each;
                boolean id = parameter
                        .getJsonObject("schema")
                        .getString("format", "")
                        .equals("uuid");
                if (parameter.getString("in").equals("query")
                        && id
                        && !operation.permission().equals("provider")) {
                    for (UUID foreign : objects.values()) {
                        String path = path(operation, name -> world.otherOrganisation);
                        Answer answer = eve.raw(
                                operation.id(),
                                path + "?" + parameter.getString("name") + "=" + foreign,
                                null,
                                new byte[0]);
                        assertThat(answer.status())
                                .as(operation.id() + answer.text())
                                .isIn(200, 404);
                        assertThat(withoutOwnTraces(answer)).as(operation.id()).doesNotContain(world.domainName());
                        assertThat(answer.json().getJsonArray("items", new JsonArray()))
                                .as(operation.id())
                                .isEmpty();
                    }
                }
            }
        }
        JsonObject rehearsal =
                new JsonObject().put("mfaEnforcement", "forced").put("domainId", world.domain.toString());
        eve.send("rehearsePolicy", rehearsal, world.otherOrganisation).expect(404, "not-found");
    }

    @Test
    void whatEveReadsNeverContainsAlice() {
        ApiClient eve = eve();
        List<String> traces = Stream.concat(
                        objects.values().stream().map(UUID::toString),
                        Stream.of(world.domainName(), "alice@", world.alice.id().toString()))
                .toList();
        for (Operation operation : operations()) {
            if (operation.method().equals("GET") && !operation.permission().equals("provider")) {
                Answer answer = call(
                        eve,
                        operation,
                        name -> name.equals("organisationId") ? world.otherOrganisation : world.eve.id());

                assertThat(answer.text()).as(operation.id()).doesNotContain(traces);
            }
        }
    }

    @Test
    void bobAdministersNothing() {
        ApiClient bob = world.stepUp(world.signIn(world.bob)).browser();
        String before = everything();

        for (Operation operation : operations()) {
            if (List.of("organisation", "audit", "provider").contains(operation.permission())) {
                call(bob, operation, this::object).expect(403, "forbidden");
            }
        }

        assertThat(everything()).isEqualTo(before);
    }

    /** People of one organisation are strangers to each other as well. */
    @Test
    void bobFindsNothingOfAliceAmongHisOwnThings() {
        ApiClient bob = world.stepUp(world.signIn(world.bob)).browser();
        String before = everything();

        for (Operation operation : withObjects()) {
            if (List.of("self", "enrol").contains(operation.permission())) {
                Answer foreign = call(bob, operation, this::object);
                Answer random = call(bob, operation, name -> UUID.randomUUID());

                assertThat(foreign.status()).as(operation.id()).isEqualTo(404);
                assertThat(visible(foreign)).as(operation.id()).isEqualTo(visible(random));
            }
        }

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aliceAdministersHerOrganisationOnly() {
        ApiClient alice = world.alice.browser();
        for (Operation operation : operations()) {
            if (operation.permission().equals("provider")) {
                call(alice, operation, this::object).expect(403, "forbidden");
            }
        }
    }

    @Test
    void nobodyIsLetInWithoutASession() {
        String before = everything();

        for (Operation operation : operations()) {
            if (!operation.open()) {
                ApiClient stranger = world.services().browser();
                Answer answer = call(stranger, operation, this::object).expect(401, "sign-in-required");
                Answer random = call(stranger, operation, name -> UUID.randomUUID());
                assertThat(visible(answer)).as(operation.id()).isEqualTo(visible(random));
                stranger.cookies().put("__Host-gatehouse", "A".repeat(43));
                call(stranger, operation, this::object).expect(401, "sign-in-required");
            }
        }

        assertThat(everything()).isEqualTo(before);
    }

    private static JsonObject confidentialClient() {
        return new JsonObject()
                .put("name", "Portal")
                .put("redirectUris", new JsonArray().add("https://portal.example/callback"));
    }

    private ApiClient eve() {
        return world.stepUp(world.signIn(world.eve)).browser();
    }

    private List<Operation> operations() {
        return world.services().contract().operations();
    }

    private List<Operation> withObjects() {
        return operations().stream()
                .filter(operation -> operation.path().contains("{"))
                .toList();
    }

    private UUID object(String name) {
        UUID object = objects.get(name);
        if (object == null) {
            throw new AssertionError("there is no " + name + " of alice's organisation to try operations on: make one");
        }
        return object;
    }

    private UUID id(String query, UUID owner) {
        return world.sql(query + " LIMIT 1", owner).iterator().next().getUUID("id");
    }

    /** Every row of every table that belongs to alice's organisation or to its people, its audit log among them. */
    private String everything() {
        StringBuilder text = new StringBuilder();
        for (Row table : world.sql("""
                SELECT table_name, max(column_name) FILTER (WHERE column_name = 'organisation_id') AS organisation,
                    max(column_name) FILTER (WHERE column_name = 'account_id') AS account,
                    max(column_name) FILTER (WHERE column_name = 'import_id') AS import
                FROM information_schema.columns
                WHERE table_schema = current_schema() AND column_name IN ('organisation_id', 'account_id', 'import_id')
                    AND table_name <> 'audit_anchors' -- made once a minute, whoever asks what
                GROUP BY table_name ORDER BY table_name
                """)) {
            String name = table.getString("table_name");
            String condition = table.getString("organisation") != null
                    ? "organisation_id = $1"
                    : table.getString("account") != null
                            ? "account_id IN (SELECT id FROM account_accounts WHERE organisation_id = $1)"
                            : "import_id IN (SELECT id FROM account_imports WHERE organisation_id = $1)";
            text.append(name).append('\n');
            world.sql(
                            "SELECT t::text AS row FROM " + name + " t WHERE " + condition + " ORDER BY 1",
                            world.organisation)
                    .forEach(row -> text.append(row.getString("row")).append('\n'));
        }
        world.sql("SELECT o::text AS row FROM account_organisations o WHERE id = $1", world.organisation)
                .forEach(row -> text.append(row.getString("row")));
        return text.toString();
    }

    /** Everything by which two answers could be told apart. */
    private static String visible(Answer answer) {
        JsonObject body = answer.json().copy();
        body.remove("requestId");
        return answer.status() + " " + body + " "
                + answer.raw().headers().map().keySet().stream().sorted().toList();
    }

    private String withoutOwnTraces(Answer answer) {
        return answer.text().replace(world.eve.email(), "");
    }

    private static String path(Operation operation, Function<String, UUID> objects) {
        return PARAMETER.matcher(operation.path()).replaceAll(found -> objects.apply(found.group(1))
                .toString());
    }

    private Answer call(ApiClient browser, Operation operation, Function<String, UUID> found) {
        String path = path(operation, found);
        JsonObject content = operation
                .definition()
                .getJsonObject("requestBody", new JsonObject())
                .getJsonObject("content", new JsonObject());
        if (content.isEmpty()) {
            return browser.raw(operation.id(), path, null, new byte[0]);
        }
        String mediaType = content.fieldNames().iterator().next();
        String body = mediaType.equals("application/json")
                ? body(content.getJsonObject(mediaType).getJsonObject("schema"))
                : "name,addresses\nMallory,mallory@nowhere.example\n";
        return browser.raw(operation.id(), path, mediaType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** What would be taken, had the caller the right: so that nothing but the right is in the way. */
    private String body(JsonObject schema) {
        JsonObject body = (JsonObject) Mutants.example(schema);
        if (body.containsKey("address")) {
            body.put("address", "new" + world.eve.email());
        }
        return body.encode();
    }
}
