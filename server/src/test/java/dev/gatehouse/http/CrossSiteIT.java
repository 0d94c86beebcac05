package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ContractChecker.Operation;
import dev.gatehouse.testing.Wire;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** 17: what another site may make a browser send in somebody's name: nothing that changes anything. */
class CrossSiteIT {

    private final World world = new World();

    @Test
    void noChangingOperationAnswersAnotherSite() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        int signIns = signIns();
        for (Operation operation : world.services().contract().operations()) {
            if (!operation.method().equals("GET") && !operation.crossSite()) {
                for (ApiClient forged : forgeries(alice)) {
                    Answer answer = send(forged, operation).expect(403, "cross-site-request");
                    assertThat(answer.header("Set-Cookie")).as(operation.id()).isEmpty();
                }
            }
        }
        assertThat(alice.call("getSession").json().getBoolean("signedIn")).isTrue();
        assertThat(signIns()).isEqualTo(signIns);
    }

    /** Programs call these, and other sites send browsers to them: a cookie that comes along must not mean anything there. */
    @Test
    void whatOtherSitesMayCallDoesNothingWithASession() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        for (Operation operation : world.services().contract().operations()) {
            if (!operation.method().equals("GET") && operation.crossSite()) {
                Answer with = form(alice.copy().header("Origin", "https://evil.example"), operation);
                Answer without = form(world.services().browser(), operation);

                assertThat(with.status()).as(operation.id()).isEqualTo(without.status());
                assertThat(with.text().replaceAll("request=\\w+", ""))
                        .as(operation.id())
                        .isEqualTo(without.text().replaceAll("request=\\w+", ""));
                assertThat(with.header("Set-Cookie")).as(operation.id()).isEmpty();
                assertThat(with.header("Access-Control-Allow-Credentials")).isEmpty();
            }
        }
    }

    /** Login CSRF: the victim would work, and leave traces, in the attacker's account. */
    @Test
    void anotherSiteCanSignNobodyInOrOut() {
        ApiClient alice = world.signIn(world.alice).browser();
        String session = alice.cookies().get("__Host-gatehouse");
        JsonObject credentials =
                new JsonObject().put("email", world.eve.email()).put("password", World.PASSWORD);
        for (ApiClient forged : forgeries(alice)) {
            forged.send("beginLogin", credentials).expect(403, "cross-site-request");
            forged.call("signOut").expect(403, "cross-site-request");
            forged.call("cancelLogin").expect(403, "cross-site-request");
            assertThat(forged.cookies()).containsEntry("__Host-gatehouse", session);
        }
        JsonObject account = alice.call("getSession").expect(200).json().getJsonObject("account");
        assertThat(account.getString("id")).isEqualTo(world.alice.id().toString());
    }

    @Test
    void ourOwnPagesAreAnswered() {
        ApiClient own = world.services()
                .browser()
                .header("Origin", "http://localhost:8080")
                .header("Sec-Fetch-Site", "same-origin");

        own.send("beginLogin", new JsonObject().put("email", world.bob.email()).put("password", World.PASSWORD))
                .expect(200);
    }

    /** A form can send these three types without asking; the header that is missing then is what stops it. */
    @Test
    void aFormOfAnotherSiteIsRefusedBeforeItsTypeIsLookedAt() {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            ApiClient form = world.services().browser().header("X-Gatehouse-Request", null);
            form.raw("beginLogin", "/api/v1/login", type, "a=b".getBytes(StandardCharsets.UTF_8))
                    .expect(403, "cross-site-request");
        }
    }

    @Test
    void readingChangesNothingAndIsSharedWithNobody() {
        ApiClient alice = world.signIn(world.alice).browser();
        Answer answer = alice.copy()
                .header("Origin", "https://evil.example")
                .header("Sec-Fetch-Site", "cross-site")
                .call("getSession")
                .expect(200);

        assertThat(answer.raw().headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void aBrowserThatAsksFirstIsTurnedDown() {
        URI server = world.services().node(0).address();
        for (Operation operation : world.services().contract().operations()) {
            if (operation.cors()) {
                continue;
            }
            String path =
                    operation.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
            String answer = Wire.exchange(
                    server,
                    "OPTIONS " + path
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: https://evil.example\r\n"
                            + "Access-Control-Request-Method: " + operation.method()
                            + "\r\nAccess-Control-Request-Headers: x-gatehouse-request\r\n\r\n");

            assertThat(Wire.status(answer)).as(operation.id()).isEqualTo(405);
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-allow");
        }
    }

    @Test
    void noAnswerMayBeFramedOrGuessedAt() {
        ApiClient browser = world.services().browser();
        for (Answer answer : List.of(
                browser.call("getSession"),
                browser.call("listSessions"),
                browser.call("getLiveness"),
                browser.send("beginLogin", new JsonObject()),
                browser.raw("beginLogin", "/api/v1/login", "text/plain", new byte[] {1}),
                browser.raw("beginLogin", "/api/v1/login", "application/json", new byte[100_000]),
                browser.raw("getSession", "/api/v1/nowhere", null, new byte[0]))) {
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe", "*", "http:");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Server")).isEmpty();
        }
    }

    private static List<ApiClient> forgeries(ApiClient victim) {
        return List.of(
                victim.copy().header("X-Gatehouse-Request", null),
                victim.copy().header("Origin", "https://evil.example"),
                victim.copy().header("Origin", "null"),
                victim.copy().header("Origin", "https://localhost:8080"),
                victim.copy().header("Origin", "http://localhost"),
                victim.copy().header("Origin", "http://localhost:8080.evil.example"),
                victim.copy().header("Origin", "http://localhost:8080/"),
                victim.copy().header("Origin", "http://sub.localhost:8080"),
                victim.copy().header("Sec-Fetch-Site", "cross-site"),
                victim.copy().header("Sec-Fetch-Site", "same-site"),
                victim.copy().header("Sec-Fetch-Site", ""));
    }

    private Answer send(ApiClient browser, Operation operation) {
        String path = operation.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        String type = operation.id().equals("createAccountImport") ? "text/csv" : "application/json";
        return browser.raw(operation.id(), path, type, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static Answer form(ApiClient browser, Operation operation) {
        return browser.raw(
                operation.id(),
                operation.path(),
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&token=x&client_id=x".getBytes(StandardCharsets.UTF_8));
    }

    private int signIns() {
        return world.sql("SELECT 1 FROM login_sessions").size();
    }
}
