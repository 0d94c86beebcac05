package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ContractChecker.Operation;
import dev.gatehouse.testing.ErrorLog;
import dev.gatehouse.testing.Mutants;
import dev.gatehouse.testing.Wire;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Odd addresses, parameters, methods and headers over the whole contract; what is around a body. */
class HostileRequestIT {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");
    private static final List<String> BAD_IDS = List.of(
            "x",
            "0",
            "null",
            "-1",
            "%00",
            "%0A",
            "%20",
            "%25",
            "%2e",
            "%2e%2e",
            "..",
            ".",
            "%2e%2e/%2e%2e",
            "..%2f..",
            "%252e",
            "%ff",
            "%EF%BF%BD",
            "*",
            "'",
            "a".repeat(500));

    private final World world = new World();
    private final ErrorLog errors = ErrorLog.open();
    private final ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
    private final ApiClient provider =
            world.stepUp(world.signIn(world.provider)).browser();
    private final ApiClient stranger = world.services().browser().from("192.0.2.201");
    private final URI server = world.services().node(0).address();

    @AfterEach
    void stillServesAndHasLoggedNoError() {
        assertThat(alice.call("getSession").expect(200).json().getBoolean("signedIn"))
                .isTrue();
        errors.close();
        assertThat(errors.lines()).isEmpty();
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        for (Operation operation : operations()) {
            List<String> names = PARAMETER
                    .matcher(operation.path())
                    .results()
                    .map(found -> found.group())
                    .toList();
            for (String name : names) {
                for (String bad : Stream.concat(
                                BAD_IDS.stream(), Stream.of(UUID.randomUUID() + "%0A", UUID.randomUUID() + "x"))
                        .toList()) {
                    Answer answer = send(
                            entitled(operation),
                            operation,
                            path(operation.path().replace(name, bad)));
                    assertThat(answer.status())
                            .as(operation.id() + " " + bad + answer.text())
                            .isIn(400, 404);
                }
            }
        }
    }

    @Test
    void aQueryIsHeldAgainstTheContract() {
        for (Operation operation : operations()) {
            for (JsonObject parameter : query(operation)) {
                String name = parameter.getString("name");
                for (String wrong : wrong(name, parameter.getJsonObject("schema"))) {
                    Answer answer =
                            send(entitled(operation), operation, path(operation.path()) + "?" + name + "=" + wrong);
                    if (operation.crossSite()) {
                        assertStays(operation, answer);
                    } else {
                        assertThat(answer.problem())
                                .as(operation.id() + " " + name + "=" + wrong + answer.text())
                                .isEqualTo("invalid-request");
                        assertThat(answer.json()
                                        .getJsonArray("errors")
                                        .getJsonObject(0)
                                        .getString("pointer"))
                                .isEqualTo("/query/" + name);
                    }
                }
                String twice = "?" + name + "=1&" + name + "=1";
                Answer answer = send(entitled(operation), operation, path(operation.path()) + twice);
                if (operation.crossSite()) {
                    assertStays(operation, answer);
                } else {
                    answer.expect(400, "invalid-request");
                }
            }
        }
    }

    /** Nothing of this is wrong enough to refuse; nothing of it may fail. */
    @Test
    void anOddQueryIsNoFailure() {
        for (Operation operation : operations()) {
            if (operation.method().equals("GET")) {
                for (String odd : List.of(
                        "=",
                        "&&&",
                        "?",
                        "unknown=1",
                        "%3D=%26",
                        "limit",
                        "q=%25",
                        "q=_",
                        "q=%5C",
                        "q=" + "%25".repeat(200),
                        "q='",
                        "q=%22",
                        "q=%F0%9F%98%80",
                        "x=" + "a".repeat(6_000),
                        "&".repeat(3_000),
                        "a=1&".repeat(1_500),
                        "from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59-18:00",
                        "from=9999-12-31T23:59:59Z&to=0001-01-01T00:00:00Z",
                        "from=2026-01-01t00:00:00.123456789z",
                        "action=%25",
                        "action=.",
                        "actor=" + UUID.randomUUID())) {
                    Answer answer = send(entitled(operation), operation, path(operation.path()) + "?" + odd);
                    assertThat(answer.status())
                            .as(operation.id() + " " + odd + answer.text())
                            .isLessThan(500);
                }
            }
        }
    }

    @Test
    void aQueryThatCannotBeDecodedIsRefused() {
        for (Operation operation : operations()) {
            if (operation.method().equals("GET") && !query(operation).isEmpty()) {
                for (String odd : List.of("q=%zz", "%", "limit=%2")) {
                    String answer = Wire.exchange(server, head("GET", path(operation.path()) + "?" + odd, alice));
                    assertThat(Wire.status(answer))
                            .as(operation.id() + " " + odd)
                            .isIn(400, 403);
                }
            }
        }
    }

    @Test
    void anotherMethodIsFourOhFiveAndSaysWhichAreTaken() {
        Map<String, Set<String>> taken = new TreeMap<>();
        for (Operation operation : operations()) {
            Set<String> methods = taken.computeIfAbsent(operation.path(), path -> new TreeSet<>());
            methods.add(operation.method());
            if (readsOnly(operation)) {
                methods.add("HEAD");
            }
            if (operation.cors()) {
                methods.add("OPTIONS");
            }
        }
        taken.forEach((path, methods) -> {
            for (String method :
                    List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "X")) {
                if (!methods.contains(method)) {
                    String answer = Wire.exchange(server, head(method, path(path), alice));
                    // A word in the place of an id belongs to another path, whose operation then refuses it.
                    assertThat(Wire.status(answer)).as(method + " " + path).isIn(400, 401, 405, 415);
                    if (Wire.status(answer) == 405) {
                        assertThat(Wire.header(answer, "Allow")).containsExactly(String.join(", ", methods));
                    }
                    assertThat(answer).doesNotContain("__Host-", "Access-Control");
                }
            }
        });
    }

    @Test
    void headAnswersAsGetDoesWithoutTheBody() {
        for (Operation operation : operations()) {
            if (readsOnly(operation)) {
                Answer get = send(alice, operation, path(operation.path()));
                String head = Wire.exchange(server, head("HEAD", path(operation.path()), alice));

                assertThat(Wire.status(head)).as(operation.id()).isEqualTo(get.status());
                assertThat(Wire.header(head, "Content-Type")).containsExactly(get.header("Content-Type"));
                assertThat(head).endsWith("\r\n\r\n");
            }
        }
    }

    @Test
    void oddHeadersAreNoFailure() {
        List<String> odd = List.of(
                "Cookie: __Host-gatehouse=",
                "Cookie: __Host-gatehouse=" + "A".repeat(8_000),
                "Cookie: __Host-gatehouse=\"a;b\"",
                "Cookie: __Host-gatehouse=%00",
                "Cookie: =;;=; ;",
                "Cookie: __Host-gatehouse=a; __Host-gatehouse=b",
                "Cookie: __Host-gatehouse-login=\u00e9\u0080",
                "Cookie: __Host-gatehouse-device=../../x",
                "Cookie: a\tb=c",
                "Cookie: " + "a=b; ".repeat(2_000),
                "Authorization: Bearer",
                "Authorization: Basic \u00ff",
                "Accept: nonsense",
                "Accept: application/xml",
                "Accept-Encoding: nonsense;q=x",
                "User-Agent: " + "\u00e9".repeat(8_000),
                "User-Agent:",
                "X-Forwarded-For: " + "1.2.3.4, ".repeat(1_000),
                "X-Forwarded-For: ,,,",
                "X-Forwarded-For: ${jndi:ldap://x}",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Host: evil.example",
                "X-HTTP-Method-Override: DELETE",
                "If-Match: x",
                "If-None-Match: *",
                "If-Modified-Since: x",
                "Range: bytes=0-0",
                "Content-Encoding: gzip",
                "Referer: \u0080",
                "Origin: ",
                "Upgrade-Insecure-Requests: x",
                "Content-Type: ;;;");
        for (String header : odd) {
            for (String id : List.of("getSession", "getLogin", "listSessions", "cancelLogin", "beginLogin")) {
                Operation operation = world.services().contract().operation(id);
                String body = id.equals("beginLogin") ? "{}" : "";
                String answer = Wire.exchange(
                        server,
                        operation.method() + " " + operation.path()
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "X-Gatehouse-Request: 1\r\n" + header + "\r\n"
                                + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: 2\r\n")
                                + "\r\n" + body);
                assertThat(Wire.status(answer)).as(id + " " + header).isBetween(200, 499);
            }
        }
    }

    @Test
    void anAddressThatIsNotOursIsAProblem() {
        for (String target : List.of(
                "/api/v1/organisations/%zz",
                "/api/v1/organisations?%",
                "/%",
                "/api/v1/../../etc/passwd",
                "/assets/..%2f..%2fopenapi.yaml",
                "//evil.example/",
                "/api/v1/sessions/%2e%2e/%2e%2e",
                "/api/v1",
                "/api/v2/session",
                "/API/v1/session",
                "/api/v1/session%00",
                "/api/v1/session%2f",
                "/api/v1/session;x=y",
                "/api/v1/sessi%6fns%2fx",
                "/api/v1/" + "a/".repeat(3_000),
                "/metrics",
                "/mail",
                "/actuator",
                "/.git/config",
                "/.env",
                "/openapi.yaml",
                "/api/v1/openapi.yaml",
                "*",
                "?")) {
            String answer = Wire.exchange(server, head("GET", target, stranger));

            assertThat(Wire.status(answer)).as(target).isBetween(400, 499);
            assertThat(answer).as(target).contains("problem+json").containsPattern("\"requestId\":\"[0-9a-f]{16}\"");
        }
    }

    private List<Operation> operations() {
        return world.services().contract().operations();
    }

    /** Browsers that another site has sent are told on a page of ours, programs in the words of their protocol. */
    private static void assertStays(Operation operation, Answer answer) {
        assertThat(answer.status()).as(operation.id() + answer.text()).isIn(303, 400);
        assertThat(answer.header("Location")).as(operation.id()).matches("|/[a-z].*");
    }

    /** To the others, other sites send browsers: they do more than reading, and take no HEAD. */
    private static boolean readsOnly(Operation operation) {
        return operation.method().equals("GET") && !operation.crossSite();
    }

    private ApiClient entitled(Operation operation) {
        return operation.permission().equals("provider") ? provider : operation.open() ? stranger : alice;
    }

    private Answer send(ApiClient browser, Operation operation, String path) {
        JsonObject content = operation
                .definition()
                .getJsonObject("requestBody", new JsonObject())
                .getJsonObject("content", new JsonObject());
        if (content.isEmpty()) {
            return browser.raw(operation.id(), path, null, new byte[0]);
        }
        String mediaType = content.fieldNames().iterator().next();
        String body = mediaType.equals("application/json")
                ? Mutants.example(content.getJsonObject(mediaType).getJsonObject("schema"))
                        .toString()
                : "name,addresses\n";
        return browser.raw(operation.id(), path, mediaType, body.getBytes(StandardCharsets.UTF_8));
    }

    private String path(String template) {
        return template.replace("{organisationId}", world.organisation.toString())
                .replace("{domainId}", world.domain.toString())
                .replace("{accountId}", world.bob.id().toString())
                .replaceAll("\\{\\w+}", UUID.randomUUID().toString());
    }

    private static List<JsonObject> query(Operation operation) {
        return operation.definition().getJsonArray("parameters", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(parameter -> parameter.getString("in").equals("query"))
                .toList();
    }

    private static List<String> wrong(String name, JsonObject schema) {
        Stream<String> wrong = Stream.of("%00", "a%00b", "%ff%fe", "%ed%a0%80", "a".repeat(1_000));
        if (name.equals("cursor")) {
            wrong = Stream.concat(
                    wrong,
                    Stream.concat(
                            Stream.of("garbage!", "WyJhIl0", "%20"),
                            Stream.of(
                                            "null",
                                            "[]",
                                            "[null]",
                                            "[null,null]",
                                            "[\"\\u0000\"]",
                                            "[[]]",
                                            "{}",
                                            "[1]",
                                            "[".repeat(300))
                                    .map(json -> Base64.getUrlEncoder()
                                            .withoutPadding()
                                            .encodeToString(json.getBytes(StandardCharsets.UTF_8)))));
        } else if (schema.containsKey("enum")) {
            wrong = Stream.concat(
                    wrong,
                    Stream.of(
                            "",
                            "nobody",
                            schema.getJsonArray("enum").getString(0).toUpperCase(Locale.ROOT)));
        } else if (schema.getString("format", "").equals("uuid")) {
            wrong = Stream.concat(
                    wrong, Stream.of("", "x", UUID.randomUUID() + "%0A", "%7B" + UUID.randomUUID() + "%7D"));
        } else if (schema.getString("format", "").equals("date-time")) {
            wrong = Stream.concat(
                    wrong, Arrays.stream(HostileValuesIT.WRONG_TIMES).map(time -> time.replace("+", "%2B")
                            .replace("\n", "%0A")
                            .replace(" ", "%20")));
        } else if ("integer".equals(schema.getString("type"))) {
            wrong = Stream.concat(
                    wrong,
                    Stream.of(
                            "",
                            "0",
                            "201",
                            "-1",
                            "1.0",
                            "1e2",
                            "%2B1",
                            "0x1",
                            "99999999999999999999",
                            "1%0A",
                            "%D9%A1"));
        }
        return wrong.toList();
    }

    /** A request without a body, as the person of that browser would send it. */
    private static String head(String method, String target, ApiClient browser) {
        String cookies = browser.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return method + " " + target
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Gatehouse-Request: 1\r\nCookie: " + cookies
                + "\r\n\r\n";
    }
}
