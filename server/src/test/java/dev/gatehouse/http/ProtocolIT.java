package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Wire;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the endpoints of OAuth need of HTTP: forms, errors in their own words, answers that other origins may read. */
class ProtocolIT {

    private static final EchoServer SERVER = new EchoServer();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void aFormShouldArriveDecodedOnce() {
        JsonObject seen = json(form("grant_type=a%2Bb+c%252B&code=xyz"));

        assertThat(seen.getJsonObject("parameters"))
                .isEqualTo(new JsonObject().put("grant_type", "a+b c%2B").put("code", "xyz"));
    }

    /** RFC 6749, sections 3.1 and 3.2: unknown parameters are ignored, those without a value count as left out. */
    @Test
    void unknownAndEmptyFieldsShouldBeIgnored() {
        JsonObject seen = json(form("grant_type=x&code=&surprise=1&surprise=2"));

        assertThat(seen.getJsonObject("parameters")).isEqualTo(new JsonObject().put("grant_type", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "grant_type=",
                "grant_type=a&grant_type=a",
                "grant_type=%zz",
                "grant_type=%ff",
                "grant_type=a%00b",
                "grant_type=aaaaaaaaaaaaaaaaaaaaa",
                "grant_type=a&code=1",
                "grant_type=a&code=x%0A"
            })
    void aFormThatIsNoneShouldBeRefusedInTheWordsOfOAuth(String body) {
        String answer = form(body);

        assertThat(Wire.status(answer)).isEqualTo(400);
        assertThat(json(answer).getString("error")).isEqualTo("invalid_request");
        assertThat(json(answer).fieldNames()).containsExactlyInAnyOrder("error", "error_description");
        assertThat(answer).contains("Cache-Control: no-store");
    }

    @Test
    void everyOriginShouldBeLetInWithoutCookies() {
        String preflight = exchange("OPTIONS /oauth2/form HTTP/1.1", "Origin: https://app.example\r\n", "");
        String answer = form("grant_type=x");

        assertThat(Wire.status(preflight)).isEqualTo(204);
        assertThat(preflight).contains("Access-Control-Allow-Headers: Authorization, Content-Type, DPoP");
        assertThat(answer).contains("Access-Control-Allow-Origin: *").doesNotContain("Allow-Credentials");
        assertThat(form("nothing=x")).contains("Access-Control-Allow-Origin: *");
    }

    @Test
    void aPageShouldTellItsFailuresAsAPage() {
        String answer = exchange("GET /oauth2/page?state=%3Cscript%3Ealert(1) HTTP/1.1", "", "");

        assertThat(Wire.status(answer)).isEqualTo(400);
        assertThat(answer)
                .contains("Content-Type: text/html", "/error?error=invalid-request&amp;request=")
                .doesNotContain("script>");
    }

    @Test
    void aRedirectShouldBeSeeOther() {
        String answer = exchange("GET /oauth2/page?state=/there HTTP/1.1", "", "");

        assertThat(Wire.status(answer)).isEqualTo(303);
        assertThat(answer).contains("Location: /there", "Cache-Control: no-store");
    }

    @Test
    void aPageOfItsOwnShouldHaveItsOwnPolicy() {
        assertThat(exchange("GET /oauth2/page HTTP/1.1", "", ""))
                .contains("Content-Security-Policy: default-src 'none'\r\n");
    }

    /** What another site may send a browser to may do more than reading; a HEAD must not. */
    @Test
    void headShouldNotBeTakenWhereGetDoesMoreThanReading() {
        assertThat(Wire.status(exchange("HEAD /oauth2/page HTTP/1.1", "", ""))).isEqualTo(405);
    }

    private static String form(String body) {
        return exchange(
                "POST /oauth2/form HTTP/1.1",
                "Content-Type: application/x-www-form-urlencoded\r\nOrigin: https://app.example\r\n",
                body);
    }

    private static String exchange(String line, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return Wire.exchange(
                SERVER.address(),
                line + "\r\nHost: gatehouse.example\r\nConnection: close\r\n" + headers
                        + (line.startsWith("POST") ? "Content-Length: " + length + "\r\n" : "") + "\r\n" + body);
    }

    private static JsonObject json(String answer) {
        return new JsonObject(
                answer.substring(answer.indexOf('{', answer.indexOf("\r\n\r\n")), answer.lastIndexOf('}') + 1));
    }
}
