package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ContractChecker.Operation;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** 16, 17, 25: what a browser may be made to send, what cookies it gets, and whom the server believes about addresses. */
class CrossSiteIT {

    private final World world = new World();

    @Test
    void noChangingOperationAnswersAnotherSite() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        for (Operation operation : world.services().contract().operations()) {
            if (operation.method().equals("GET")) {
                continue;
            }
            String path =
                    operation.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
            String type = operation.id().equals("createAccountImport") ? "text/csv" : "application/json";
            byte[] body = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            for (ApiClient forged : List.of(
                    alice.copy().header("X-Gatehouse-Request", null),
                    alice.copy().header("Origin", "https://evil.example"),
                    alice.copy().header("Origin", "null"),
                    alice.copy().header("Sec-Fetch-Site", "cross-site"),
                    alice.copy().header("Sec-Fetch-Site", "same-site"))) {
                forged.raw(operation.id(), path, type, body).expect(403, "cross-site-request");
            }
        }
        assertThat(alice.call("getSession").json().getBoolean("signedIn")).isTrue();
    }

    @Test
    void noAnswerMayBeFramedOrGuessedAt() {
        for (Answer answer : List.of(
                world.services().browser().call("getSession"),
                world.services().browser().call("listSessions"),
                world.services().browser().send("beginLogin", new JsonObject()))) {
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void cookiesCannotBePlantedReadOrSentElsewhere() {
        Answer answer = world.password(world.bob).expect(200);

        List<String> cookies = answer.raw().headers().allValues("Set-Cookie");
        assertThat(cookies).hasSizeGreaterThanOrEqualTo(2).allSatisfy(cookie -> assertThat(cookie)
                .startsWith("__Host-gatehouse")
                .contains("Secure")
                .contains("HTTPOnly")
                .contains("SameSite=Lax")
                .contains("Path=/")
                .doesNotContain("Domain"));
    }

    @Test
    void linksInMailComeFromTheConfigurationWhateverTheHostSays() {
        world.services()
                .browser()
                .header("X-Forwarded-Host", "evil.example")
                .send("requestPasswordReset", new JsonObject().put("email", world.bob.email()))
                .expect(202);

        String mail = Eventually.get(() -> world.newestMail(world.bob.email()));
        assertThat(mail).contains("http://localhost:8080/reset#").doesNotContain("evil.example");
    }

    @Test
    void onlyTheNearestUntrustedAddressCounts() {
        ApiClient thief = world.services().browser();
        JsonObject wrong = new JsonObject().put("email", world.bob.email()).put("password", "a wrong guess");
        Answer last = thief.from("203.0.113.9").send("beginLogin", wrong);
        for (int i = 0; i < 12; i++) {
            last = thief.from("198.51.100." + i + ", 203.0.113.9").send("beginLogin", wrong);
        }

        last.expect(429, "slow-down");
    }
}
