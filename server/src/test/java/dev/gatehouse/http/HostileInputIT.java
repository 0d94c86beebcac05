package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ContractChecker.Operation;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Malformed input over the whole contract: only documented answers, never a 500, and nothing that stops the server. */
class HostileInputIT {

    private static final String DEEP = "[".repeat(10_000) + "]".repeat(10_000);

    private final World world = new World();
    private final ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();

    @Test
    void everyBodyThatIsNotAsTheContractWantsItIsRefusedInWords() {
        for (Operation operation : withJsonBody()) {
            JsonObject schema = schema(operation);
            JsonObject good = (JsonObject) TenancyIT.example(schema);
            List<String> bodies =
                    new ArrayList<>(List.of("", "null", "[]", "\"text\"", "42", "{", "{\"a\":" + DEEP + "}", DEEP));
            bodies.add(good.copy().put("surprise", true).encode());
            for (String name : good.fieldNames()) {
                for (Object wrong : wrongValues(good.getValue(name))) {
                    bodies.add(good.copy().put(name, wrong).encode());
                }
                JsonObject less = good.copy();
                less.remove(name);
                if (schema.getJsonArray("required", new JsonArray()).contains(name)) {
                    bodies.add(less.encode());
                }
                bodies.add(good.copy().put(name, "@@").encode().replace("\"@@\"", "\"a\\u0000b\""));
                bodies.add(good.copy().put(name, "@@").encode().replace("\"@@\"", "\"a\\ud800b\""));
            }
            for (String body : bodies) {
                refused(operation, "application/json", body.getBytes(StandardCharsets.UTF_8));
            }
            refused(operation, "application/json", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        }
        stillServes();
    }

    @Test
    void anotherContentTypeIsFourFifteen() {
        for (Operation operation : withJsonBody()) {
            byte[] body =
                    ((JsonObject) TenancyIT.example(schema(operation))).encode().getBytes(StandardCharsets.UTF_8);
            for (String type : List.of(
                    "text/plain",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "nonsense")) {
                assertThat(send(operation, type, body).status())
                        .as(operation.id() + " " + type)
                        .isEqualTo(415);
            }
        }
    }

    @Test
    void aBodyBeyondTheLimitIsFourThirteen() {
        byte[] large = ("{\"email\":\"" + "a".repeat(1_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (String id : List.of("beginLogin", "requestPasswordReset", "createOrganisation", "rehearsePolicy")) {
            Operation operation = world.services().contract().operation(id);
            assertThat(send(operation, "application/json", large).status())
                    .as(id)
                    .isEqualTo(413);
        }
        stillServes();
    }

    @Test
    void queryParametersAreHeldAgainstTheContract() {
        for (Operation operation : world.services().contract().operations()) {
            if (operation.method().equals("GET")
                    && operation.definition().containsKey("parameters")
                    && !operation.open()) {
                String path = path(operation);
                for (String query : List.of(
                        "limit=0",
                        "limit=201",
                        "limit=x",
                        "limit=1&limit=2",
                        "limit=99999999999999999999",
                        "cursor=%00",
                        "cursor=garbage",
                        "cursor=WyJhIl0",
                        "q=a%00b",
                        "state=nobody",
                        "role=king",
                        "from=yesterday",
                        "from=2026-13-45T99:99:99Z",
                        "actor=1",
                        "q=" + "a".repeat(4000),
                        "=",
                        "&&&",
                        "q=%ff%fe")) {
                    Answer answer = alice.raw(operation.id(), path + "?" + query, null, new byte[0]);
                    assertThat(answer.status())
                            .as(operation.id() + "?" + query + ": " + answer.text())
                            .isLessThan(500);
                }
            }
        }
        stillServes();
    }

    @Test
    void anAddressThatIsNotWellFormedIsRefused() throws IOException {
        for (String target : List.of(
                "/api/v1/organisations?q=%zz",
                "/api/v1/organisations?%",
                "/api/v1/organisations/%zz",
                "/api/v1/organisations?q=%ff%fe",
                "/%",
                "/api/v1/../../etc/passwd",
                "/assets/..%2f..%2fopenapi.yaml",
                "//evil.example/",
                "/api/v1/sessions/%2e%2e/%2e%2e")) {
            assertThat(statusLine(target)).as(target).matches("HTTP/1.1 4\\d\\d .*");
        }
        stillServes();
    }

    /** The status of a request that no client library would send. */
    private String statusLine(String target) throws IOException {
        URI server = world.services().node(0).address();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        for (Operation operation : world.services().contract().operations()) {
            if (operation.path().contains("{")) {
                for (String id : List.of("x", "%00", "a".repeat(500), "0", "null")) {
                    String path = operation.path().replaceAll("\\{\\w+}", id);
                    assertThat(ignoringBadRequestLine(operation, path))
                            .as(operation.id() + " " + id)
                            .isBetween(400, 499);
                }
            }
        }
    }

    @Test
    void aValueArrivesExactlyAsItWasSent() {
        for (String name : List.of("A+B", "A%2BB", "A%252BB", "A B", "Ünï çødé 漢字", "50%", "a_b\\c")) {
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

    private List<Operation> withJsonBody() {
        return world.services().contract().operations().stream()
                .filter(operation -> operation.definition().containsKey("requestBody"))
                .filter(operation -> operation
                        .definition()
                        .getJsonObject("requestBody")
                        .getJsonObject("content")
                        .containsKey("application/json"))
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

    private static List<Object> wrongValues(Object good) {
        List<Object> wrong =
                new ArrayList<>(List.of(new JsonObject().put("a", 1), new JsonArray().add(new JsonArray())));
        if (!(good instanceof Integer)) {
            wrong.add(-1);
        }
        if (!(good instanceof Boolean)) {
            wrong.add(true);
        }
        wrong.add("x".repeat(60_000));
        return wrong;
    }

    private void refused(Operation operation, String type, byte[] body) {
        Answer answer = send(operation, type, body);
        assertThat(answer.status())
                .as(operation.id() + " " + shortened(body) + ": " + answer.text())
                .isBetween(400, 499);
    }

    private Answer send(Operation operation, String type, byte[] body) {
        ApiClient browser = operation.open() ? world.services().browser() : alice;
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

    /** Some of these are no valid address for the client to send; the server sees what passes. */
    private int ignoringBadRequestLine(Operation operation, String path) {
        try {
            return alice.raw(operation.id(), path, null, new byte[0]).status();
        } catch (IllegalArgumentException unsendable) {
            return 400;
        }
    }

    private void stillServes() {
        assertThat(alice.call("getSession").expect(200).json().getBoolean("signedIn"))
                .isTrue();
    }

    private static String shortened(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
