package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ErrorLog;
import dev.gatehouse.testing.Wire;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values reach a handler exactly as they were sent, decoded once; what cannot is refused. */
class DecodingIT {

    private static EchoServer server;
    private final ErrorLog errors = ErrorLog.open();

    @BeforeAll
    static void start() {
        server = new EchoServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingIsLoggedAsAnError() {
        errors.close();
        assertThat(errors.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a%2Bb|a+b",
                "a%252Bb|a%2Bb",
                "a%252526|a%2526",
                "a+b|a b",
                "a%20b|a b",
                "a;b|a;b",
                "a;n=0|a;n=0",
                "%26n%3D0|&n=0",
                "a=b|a=b",
                "%c3%a9|é",
                "%F0%9F%98%80|\uD83D\uDE00",
                "a/b?c|a/b?c",
                "%09%0A|\\t\\n"
            })
    void aValueOfTheQueryShouldArriveAsItWasSent(String sent, String wanted) {
        assertThat(json(get("?q=" + sent)).getString("q")).isEqualTo(wanted.translateEscapes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "%z", "%zz", "a%2", "%00", "a%00b", "%ff%fe", "%c3", "%ed%a0%80", "%c0%80", "%ef%bf%bd"})
    void whatIsNoTextShouldBeRefused(String sent) {
        assertThat(Wire.status(get("?q=" + sent))).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?n=0", "?n=201", "?n=x", "?n=", "?n=1.0", "?n=1e1", "?n=%2B1", "?n=0x10", "?n=99999999999999999999",
                "?n=%0A1", "?n=1%0A", "?n=%D9%A1", "?flag=1", "?flag=TRUE", "?flag=true%0A", "?q=a&q=a", "?n=1&n=1",
                        "?n=1&%6E=2"
            })
    void aParameterThatIsNotAsTheContractWantsItShouldBeRefusedByName(String query) {
        String answer = get(query);

        assertThat(Wire.status(answer)).isEqualTo(400);
        assertThat(json(answer).getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isIn("/query/n", "/query/q", "/query/flag");
    }

    @Test
    void namesOfParametersShouldBeWhatTheyAre() {
        JsonObject seen = json(get("?Q=x&qq=y&N=0&unknown=1"));

        assertThat(seen.containsKey("q")).isFalse();
        assertThat(seen.containsKey("n")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%0A", "%0D%0A", "%20", "/x", "x", "%00"})
    void anIdWithSomethingBehindItShouldBeRefused(String tail) {
        String answer = exchange("GET", "/api/v1/echo/" + EchoServer.ID + tail, "", "");

        assertThat(Wire.status(answer)).isIn(400, 404);
    }

    @Test
    void aBodyShouldArriveAsItWasSent() {
        String text = "a+b %2B é \uD83D\uDE00 \\u0041 \\\"quoted\\\" \\n \uFFFD \uFEFF";

        JsonObject seen = json(post("{\"text\":\"" + text + "\"}"));

        assertThat(seen.getJsonObject("body").getString("text"))
                .isEqualTo("a+b %2B é \uD83D\uDE00 A \"quoted\" \n \uFFFD \uFEFF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "42",
                "\"text\"",
                "{",
                "{}}",
                "{} {}",
                "{'text':'a'}",
                "{\"text\":\"a\",}",
                "{\"text\":\"a\u0001\"}",
                "{\"text\":\"a\\u0000\"}",
                "{\"text\":\"\\ud800\"}",
                "{\"text\":\"\\udc00\\ud800\"}",
                "{\"text\":\"a\",\"\\u0000\":1}",
                "{\"text\":NaN}",
                "{\"text\":1e999999999}",
                "\uFEFF{\"text\":\"a\"}",
                "{\"text\":\"a\"}\0",
                "{\"text\":\"a\0\"}",
                "<text>a</text>",
                "text=a"
            })
    void whatIsNotAJsonObjectOfTextShouldBeRefused(String body) {
        assertThat(Wire.status(post(body))).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c3", "\u00ed\u00a0\u0080", "\u00c0\u0080", "\u00f8\u0088\u0080\u0080\u0080"})
    void bytesThatAreNoUtf8ShouldBeRefused(String latin1) {
        String answer = Wire.exchange(
                server.address(), request("POST", "/api/v1/echo", "{\"text\":\"" + latin1 + "\"}", json()));

        assertThat(Wire.status(answer)).isEqualTo(400);
    }

    @Test
    void depthAndNumberOfPartsShouldBeBounded() {
        for (String body : new String[] {
            "{\"list\":" + "[".repeat(7000) + "]".repeat(7000) + "}",
            "{\"list\":" + "{\"list\":".repeat(1000) + "1" + "}".repeat(1000) + "}",
            "{\"text\":\"a\",\"list\":[" + "1,".repeat(7000) + "1]}",
            "{\"text\":\"a\",\"list\":[" + "{},".repeat(5000) + "{}]}",
        }) {
            String answer = post(body);

            assertThat(Wire.status(answer)).isEqualTo(400);
            assertThat(answer).hasSizeLessThan(1500);
        }
    }

    @Test
    void aDoubledMemberShouldCountOnce() {
        JsonObject seen = json(post("{\"text\":\"first\",\"text\":\"last\"}"));

        assertThat(seen.getJsonObject("body").getString("text")).isEqualTo("last");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "APPLICATION/JSON;Charset=\"UTF-8\"",
                "application/json ; charset=utf-8 ; x=y",
                "application/json;"
            })
    void contentTypeShouldBeReadAsTheStandardSays(String type) {
        assertThat(Wire.status(exchange("POST", "/api/v1/echo", "{\"text\":\"a\"}", "Content-Type: " + type + "\r\n")))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "text/plain", "application/jsonx", "application/json, text/plain",
                        "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1", "application", "/", ";", "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x", "application/problem+json"
            })
    void anotherContentTypeShouldBeRefused(String type) {
        String header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";

        assertThat(Wire.status(exchange("POST", "/api/v1/echo", "{\"text\":\"a\"}", header)))
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "x"
            })
    void aBodyThatNobodyAskedForShouldNeverBeParsed(String type) {
        for (String body : new String[] {
            "a=%zz&b=%",
            "--x\r\nContent-Disposition: form-data; name=\"\r\n\r\n",
            "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../x\"\r\n\r\na"
        }) {
            assertThat(Wire.status(exchange("POST", "/api/v1/nothing", body, "Content-Type: " + type + "\r\n")))
                    .isEqualTo(200);
        }
    }

    @Test
    void textShouldBeStrictUtf8WithoutNul() {
        assertThat(Wire.status(exchange("POST", "/api/v1/text", "a,b\r\n\u00e9", "Content-Type: text/csv\r\n")))
                .isEqualTo(200);
        assertThat(Wire.status(exchange("POST", "/api/v1/text", "a\0b", "Content-Type: text/csv\r\n")))
                .isEqualTo(400);
    }

    @Test
    void theUserAgentShouldBeCutAndFreeOfControlCharacters() {
        String agent = "a\tb\u0085c" + "x".repeat(5000);

        JsonObject seen = json(Wire.exchange(
                server.address(),
                request("GET", "/api/v1/echo/" + EchoServer.ID, "", "User-Agent: " + agent + "\r\n")));

        assertThat(seen.getString("client"))
                .hasSize(300)
                .startsWith("a b")
                .doesNotMatch("(?s).*[\\x00-\\x1f\\x7f-\\x9f].*");
    }

    @Test
    void aRequestIdFromOutsideShouldNotBeBelieved() {
        String answer = exchange("GET", "/api/v1/echo/" + EchoServer.ID, "", "X-Request-Id: mine\r\n");

        assertThat(json(answer).getString("requestId")).matches("[0-9a-f]{16}");
        assertThat(Wire.header(answer, "X-Request-Id"))
                .containsExactly(json(answer).getString("requestId"));
    }

    private static String get(String query) {
        return exchange("GET", "/api/v1/echo/" + EchoServer.ID + query, "", "");
    }

    private static String post(String body) {
        return exchange("POST", "/api/v1/echo", body, json());
    }

    private static String json() {
        return "Content-Type: application/json\r\n";
    }

    private static JsonObject json(String answer) {
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        return new JsonObject(new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String exchange(String method, String target, String body, String headers) {
        String bytes = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return Wire.exchange(server.address(), request(method, target, bytes, headers));
    }

    private static String request(String method, String target, String body, String headers) {
        return method + " " + target
                + " HTTP/1.1\r\nHost: gatehouse.example\r\nConnection: close\r\nX-Gatehouse-Request: 1\r\n" + headers
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
    }
}
