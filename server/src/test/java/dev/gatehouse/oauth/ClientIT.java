package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The applications of an organisation, as its administrators see them. */
class ClientIT {

    private final World world = new World();
    private final ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();

    @Test
    void aSecretIsShownOnceAndStoredAsAHash() {
        JsonObject made = create(TestApp.confidential());
        JsonObject read = get(made);

        assertThat(made.getString("secret")).hasSize(43);
        assertThat(read.containsKey("secret")).isFalse();
        assertThat(read.getString("secretCreatedAt")).isNotBlank();
        Row row = world.sql(
                        "SELECT c::text AS text FROM oauth_clients c WHERE id = $1::text::uuid", made.getString("id"))
                .iterator()
                .next();
        assertThat(row.getString("text")).doesNotContain(made.getString("secret"));
        String audit = alice.call("listAuditEntries", world.organisation).text();
        assertThat(audit).contains("oauth.create-client").doesNotContain(made.getString("secret"));
    }

    @Test
    void aNewSecretMayOverlapWithTheOneBefore() {
        TestApp before = TestApp.thirdParty(world);

        JsonObject changed = issue(before.clientId, new JsonObject().put("keepOldHours", 1));
        TestApp after = before.withSecret(changed.getString("secret"));
        Eventually.get(() -> works(after));

        assertThat(works(before)).isTrue();
        assertThat(changed.getString("oldSecretUntil")).isNotBlank();
        world.services().clock().advance(Duration.ofMinutes(61));
        Eventually.get(() -> works(after));
        assertThat(before.token(credentials()).status()).isEqualTo(401);
        world.stepUp(world.signIn(world.alice));
        JsonObject atOnce = issue(before.clientId, new JsonObject());
        Eventually.get(() -> works(before.withSecret(atOnce.getString("secret"))));
        assertThat(after.token(credentials()).status()).isEqualTo(401);
    }

    @Test
    void aPublicClientHasNoSecret() {
        JsonObject made = create(TestApp.publicClient());

        assertThat(made.containsKey("secret")).isFalse();
        alice.send("issueClientSecret", new JsonObject(), world.organisation, made.getString("id"))
                .expect(409, "conflict");
    }

    @Test
    void aChangeSeesTheSettingsThatItLeavesAlone() {
        JsonObject made = create(TestApp.confidential());

        JsonObject changed = alice.send(
                        "updateClient",
                        new JsonObject().put("name", "Renamed").put("accessTokenSeconds", 600),
                        world.organisation,
                        made.getString("id"))
                .expect(200)
                .json();

        JsonObject expected = made.copy().put("name", "Renamed").put("accessTokenSeconds", 600);
        expected.remove("secret");
        assertThat(changed).isEqualTo(expected);
        alice.send(
                        "updateClient",
                        new JsonObject()
                                .put("authMethod", "none")
                                .put("grantTypes", new JsonArray().add("authorization_code")),
                        world.organisation,
                        made.getString("id"))
                .expect(200);
        assertThat(get(made).containsKey("secretCreatedAt")).isFalse();
    }

    @Test
    void listsArePagedByNameAndExported() {
        for (String name : List.of("Zeta", "alpha", "Beta")) {
            create(TestApp.publicClient().put("name", name));
        }

        Answer first = alice.query("listClients", Map.of("limit", "2"), world.organisation)
                .expect(200);
        Answer second = alice.query(
                        "listClients",
                        Map.of("limit", "2", "cursor", first.json().getString("next")),
                        world.organisation)
                .expect(200);
        String csv = alice.query("exportClients", Map.of("q", "eta"), world.organisation)
                .expect(200)
                .text();

        assertThat(names(first)).containsExactly("alpha", "Beta");
        assertThat(names(second)).containsExactly("Zeta");
        assertThat(csv).contains("Zeta,", "Beta,").doesNotContain("alpha");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example/cb",
                "https://app.example/cb#x",
                "https://user@app.example/cb",
                "https://*.app.example/cb",
                "https://app.example/*",
                "https://app.example/a/../cb",
                "https://app.example/a/%2e%2e/cb",
                "https://app.example\\\\cb",
                "https:///cb",
                "app.example/cb",
                "javascript:alert(1)",
                "data:text/html,x",
                "myapp://cb",
                "com.example.app://cb",
                "https://\u00e4pp.example/cb",
                "https://app.example/ cb"
            })
    void anAddressThatCodesMustNotGoToIsRefused(String address) {
        JsonObject settings = TestApp.publicClient().put("redirectUris", new JsonArray().add(address));

        Answer answer = alice.send("createClient", settings, world.organisation).expect(400, "invalid-request");

        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/redirectUris/0");
    }

    @Test
    void addressesThatCodesMayGoToAreTaken() {
        create(TestApp.publicClient()
                .put(
                        "redirectUris",
                        new JsonArray()
                                .add("https://app.example/cb?tenant=1")
                                .add("http://127.0.0.1/cb")
                                .add("http://[::1]:8080/cb")
                                .add("http://localhost:3000/cb")
                                .add("com.example.app:/cb")));
        alice.send(
                        "createClient",
                        TestApp.confidential().put("redirectUris", new JsonArray().add("com.example.app:/cb")),
                        world.organisation)
                .expect(400, "invalid-request");
    }

    @Test
    void settingsMustAgreeWithEachOther() {
        refused(TestApp.publicClient().put("pkceRequired", false), "/pkceRequired");
        refused(TestApp.publicClient().put("grantTypes", new JsonArray().add("client_credentials")), "/grantTypes");
        refused(TestApp.confidential().put("grantTypes", new JsonArray().add("refresh_token")), "/grantTypes");
        refused(TestApp.confidential().put("redirectUris", new JsonArray()), "/redirectUris");
        refused(
                TestApp.confidential().put("refreshIdleSeconds", 7200).put("refreshAbsoluteSeconds", 3600),
                "/refreshAbsoluteSeconds");
        refused(TestApp.confidential().put("name", "  "), "/name");
    }

    /** Whom nobody is asked about, and who may have tokens for other services, is not an organisation's to say. */
    @Test
    void whatIsTheProvidersIsNotTheOrganisations() {
        JsonObject made = create(TestApp.confidential());
        for (JsonObject wish : List.of(
                new JsonObject().put("firstParty", true),
                new JsonObject().put("resources", new JsonArray().add("https://mail.example")))) {
            alice.send("updateClient", wish, world.organisation, made.getString("id"))
                    .expect(403, "forbidden");
            alice.send("createClient", TestApp.confidential().mergeIn(wish), world.organisation)
                    .expect(403, "forbidden");
            world.stepUp(world.signIn(world.provider))
                    .browser()
                    .send("updateClient", wish, world.organisation, made.getString("id"))
                    .expect(200);
        }
        alice.send("updateClient", new JsonObject().put("state", "suspended"), world.organisation, made.getString("id"))
                .expect(200);
    }

    @Test
    void changesNeedAStepUp() {
        ApiClient again = world.services().browser();
        again.send(
                        "beginLogin",
                        new JsonObject().put("email", world.alice.email()).put("password", World.PASSWORD))
                .expect(200);

        again.send("createClient", TestApp.publicClient(), world.organisation).expect(403, "step-up-required");
        again.call("listClients", world.organisation).expect(200);
    }

    private JsonObject create(JsonObject settings) {
        return alice.send("createClient", settings, world.organisation)
                .expect(201)
                .json();
    }

    private JsonObject get(JsonObject made) {
        return alice.call("getClient", world.organisation, made.getString("id"))
                .expect(200)
                .json();
    }

    private JsonObject issue(String clientId, JsonObject body) {
        return alice.send("issueClientSecret", body, world.organisation, clientId)
                .expect(201)
                .json();
    }

    private void refused(JsonObject settings, String pointer) {
        JsonArray errors = alice.send("createClient", settings, world.organisation)
                .expect(400, "invalid-request")
                .json()
                .getJsonArray("errors");
        assertThat(errors.getJsonObject(0).getString("pointer")).isEqualTo(pointer);
    }

    private static boolean works(TestApp app) {
        int status = app.token(credentials()).status();
        if (status != 200) {
            throw new AssertionError("the client was answered " + status);
        }
        return true;
    }

    private static Map<String, String> credentials() {
        return TestApp.parameters("grant_type", "client_credentials", "scope", "admin");
    }

    private static List<String> names(Answer answer) {
        return answer.items().stream()
                .map(JsonObject.class::cast)
                .map(each -> each.getString("name"))
                .toList();
    }
}
