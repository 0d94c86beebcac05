package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ContractChecker.Operation;
import dev.gatehouse.testing.ErrorLog;
import dev.gatehouse.testing.Mutants;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Malformed input over the whole contract, from those who may call an operation, from those who may not, and from strangers: only
 * documented answers (each is held against the contract), never a 500, nothing logged as an error, and nothing that stops the server.
 */
class HostileInputIT {

    private static final String DEEP = "[".repeat(5_000) + "]".repeat(5_000);

    private final World world = new World();
    private final ErrorLog errors = ErrorLog.open();
    private final ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
    private final ApiClient provider =
            world.stepUp(world.signIn(world.provider)).browser();
    private final ApiClient stranger = world.services().browser().from("192.0.2.200");

    @AfterEach
    void stillServesAndHasLoggedNoError() {
        assertThat(alice.call("getSession").expect(200).json().getBoolean("signedIn"))
                .isTrue();
        errors.close();
        assertThat(errors.lines()).isEmpty();
    }

    @Test
    void everyBodyThatIsNotAsTheContractWantsItIsRefusedInWords() {
        for (Operation operation : withBody("application/json")) {
            List<String> bodies = new ArrayList<>(List.of("", "null", "[]", "\"text\"", "42", "{", "{} {}"));
            bodies.addAll(List.of("{\"a\":" + DEEP + "}", "{\"a\":\"\0\"}", "\uFEFF{}"));
            bodies.addAll(
                    List.of("{\"a\":[" + "1,".repeat(5_000) + "1]}", "{" + "\"a\":1,".repeat(2_000) + "\"b\":2}"));
            bodies.addAll(Mutants.of(schema(operation)));
            for (String body : bodies) {
                refused(operation, body.getBytes(StandardCharsets.UTF_8));
            }
            refused(operation, "{\"\u00ff\u00fe\":1}".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** For whoever may call it the body itself is what is wrong; nobody else gets that far. */
    private void refused(Operation operation, byte[] body) {
        Answer answer = send(entitled(operation), operation, "application/json", body);
        String what = operation.id() + " " + shortened(body) + ": " + answer.text();
        assertThat(answer.problem()).as(what).isIn("invalid-request", "too-large");
        assertThat(answer.text()).as(what).hasSizeLessThan(8_000);
        if (!operation.open()) {
            send(stranger, operation, "application/json", body).expect(401, "sign-in-required");
        }
    }

    @Test
    void anotherContentTypeIsFourFifteenAndTheRightOneIsTakenInAnyDress() {
        for (String mediaType : List.of("application/json", "text/csv", "application/x-www-form-urlencoded")) {
            for (Operation operation : withBody(mediaType)) {
                for (String type : List.of(
                        "text/plain",
                        "application/xml",
                        "application/x-www-form-urlencodedx",
                        "multipart/form-data; boundary=x",
                        mediaType + "; charset=utf-16",
                        "nonsense")) {
                    assertThat(send(entitled(operation), operation, type, junk())
                                    .status())
                            .as(operation.id() + " " + type)
                            .isEqualTo(415);
                }
                assertThat(send(entitled(operation), operation, null, junk()).status())
                        .as(operation.id())
                        .isEqualTo(415);
                String dressed = mediaType.toUpperCase(Locale.ROOT) + " ; Charset=\"UTF-8\"";
                assertThat(send(entitled(operation), operation, dressed, junk()).status())
                        .as(operation.id() + " " + dressed)
                        .isNotEqualTo(415);
            }
        }
    }

    /** The endpoints of OAuth have words of their own; a form that is none is told in them. */
    @Test
    void everyFormThatIsNoneIsRefusedInTheWordsOfOAuth() {
        for (Operation operation : withBody("application/x-www-form-urlencoded")) {
            JsonObject fields = operation
                    .definition()
                    .getJsonObject("requestBody")
                    .getJsonObject("content")
                    .getJsonObject("application/x-www-form-urlencoded")
                    .getJsonObject("schema")
                    .getJsonObject("properties");
            List<String> bodies = new ArrayList<>(List.of("%", "%zz=1"));
            for (String name : fields.fieldNames()) {
                int longest = fields.getJsonObject(name).getInteger("maxLength");
                bodies.addAll(List.of(
                        name + "=a&" + name + "=b",
                        name + "=%ff",
                        name + "=a%00b",
                        name + "=" + "x".repeat(longest + 1)));
            }
            for (String body : bodies) {
                Answer answer = send(
                        stranger,
                        operation,
                        "application/x-www-form-urlencoded",
                        body.getBytes(StandardCharsets.UTF_8));
                assertThat(answer.status())
                        .as(operation.id() + " " + body + answer.text())
                        .isIn(400, 413);
                assertThat(answer.text()).as(operation.id() + " " + body).containsPattern("invalid.request|too.large");
            }
        }
    }

    @Test
    void aBodyBeyondTheLimitIsFourThirteenAndTheConnectionGoesOn() {
        byte[] megabyte = ("{\"email\":\"" + "a".repeat(1_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (Operation operation : withBody("application/json")) {
            send(entitled(operation), operation, "application/json", megabyte).expect(413, "too-large");
        }
        byte[] ten = new byte[10 * 1024 * 1024];
        for (String id : List.of("beginLogin", "createAccount", "createAccountImport", "cancelLogin", "signOut")) {
            Operation operation = world.services().contract().operation(id);
            String type = id.equals("createAccountImport") ? "text/csv" : "application/json";
            ApiClient sender = operation.open() ? stranger : entitled(operation);
            send(sender, operation, type, ten).expect(413, "too-large");
            sender.call("getSession").expect(200);
        }
    }

    /** A password that nobody could have is not hashed: that would be dear. */
    @Test
    void aPasswordBeyondTheLimitIsNotHashed() {
        double before = hashes();
        for (int length : new int[] {1_025, 5_000, 1_000_000}) {
            JsonObject body = new JsonObject().put("email", world.bob.email()).put("password", "p".repeat(length));
            assertThat(stranger.send("beginLogin", body).status()).isIn(400, 413);
        }
        assertThat(hashes()).isEqualTo(before);

        JsonObject longest =
                new JsonObject().put("email", world.bob.email()).put("password", "\uD83D\uDE00".repeat(1024));
        stranger.send("beginLogin", longest).expect(401, "wrong-credentials");
        assertThat(hashes()).isEqualTo(before + 1);
    }

    @Test
    void aBodyThatNobodyAskedForIsNoFailure() {
        ApiClient carol = world.stepUp(world.signIn(world.person(
                        world.organisation, world.domain, "carol@" + world.domainName(), "organisation-admin")))
                .browser();
        for (Operation operation : world.services().contract().operations()) {
            boolean bare = !operation.definition().containsKey("requestBody");
            if (bare && !operation.method().equals("GET") && !operation.id().equals("signOut")) {
                for (String type : List.of(
                        "application/json", "multipart/form-data; boundary=", "application/x-www-form-urlencoded")) {
                    for (ApiClient browser : List.of(stranger, carol)) {
                        Answer answer = browser.raw(
                                operation.id(),
                                operation
                                        .path()
                                        .replaceAll(
                                                "\\{\\w+}", UUID.randomUUID().toString()),
                                type,
                                "{\"a\":%zz&--x\r\n".getBytes(StandardCharsets.UTF_8));
                        assertThat(answer.status())
                                .as(operation.id() + " " + type + answer.text())
                                .isLessThan(500);
                    }
                }
            }
        }
    }

    @Test
    void aValueArrivesExactlyAsItWasSent() {
        for (String name : List.of(
                "A+B",
                "A%2BB",
                "A%252BB",
                "A B",
                "Ünï çødé 漢字 \uD83D\uDE00",
                "50%",
                "a_b\\c",
                "a;b&c=d",
                "'; DROP--")) {
            JsonObject created = new JsonObject()
                    .put("name", name)
                    .put("addresses", new JsonArray().add("p" + UUID.randomUUID() + "@" + world.domainName()))
                    .put("invite", false);
            alice.send("createAccount", created, world.organisation).expect(201);

            JsonArray found = alice.query("listAccounts", Map.of("q", name), world.organisation)
                    .expect(200)
                    .items();
            assertThat(found.stream().map(JsonObject.class::cast).map(person -> person.getString("name")))
                    .contains(name);
        }
    }

    /** Somebody who gets as far as the body; open operations take everybody. */
    private ApiClient entitled(Operation operation) {
        return operation.permission().equals("provider") ? provider : operation.open() ? stranger : alice;
    }

    private double hashes() {
        return world.services()
                .node(0)
                .metrics()
                .lines()
                .filter(line -> line.startsWith("gatehouse_pool_wait_seconds_count") && line.contains("hashing"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private List<Operation> withBody(String mediaType) {
        return world.services().contract().operations().stream()
                .filter(operation -> operation.definition().containsKey("requestBody"))
                .filter(operation -> operation
                        .definition()
                        .getJsonObject("requestBody")
                        .getJsonObject("content")
                        .containsKey(mediaType))
                .toList();
    }

    private static JsonObject schema(Operation operation) {
        return operation
                .definition()
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");
    }

    private Answer send(
            ApiClient browser, Operation operation, @org.jspecify.annotations.Nullable String type, byte[] body) {
        return browser.raw(operation.id(), path(operation), type, body);
    }

    private String path(Operation operation) {
        return operation
                .path()
                .replace("{organisationId}", world.organisation.toString())
                .replace("{domainId}", world.domain.toString())
                .replace("{accountId}", world.bob.id().toString())
                .replaceAll("\\{\\w+}", UUID.randomUUID().toString());
    }

    private static byte[] junk() {
        return "{\"junk\":1}".getBytes(StandardCharsets.UTF_8);
    }

    private static String shortened(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
