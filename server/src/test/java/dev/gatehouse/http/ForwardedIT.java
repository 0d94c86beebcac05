package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ContractChecker.Operation;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Wire;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** 25: what a client says about its own address and about ours is not believed. The server of the tests trusts 127.0.0.0/8 as proxies. */
class ForwardedIT {

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final World world = new World();
    private final URI server = world.services().node(0).address();

    @Test
    void theAddressThatTheNearestProxySawIsWhatCounts() {
        assertThat(networkSeen("203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(networkSeen("198.51.100.1, 203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(networkSeen("198.51.100.1, 203.0.113.9, 127.0.0.7")).isEqualTo("203.0.113.9");
        assertThat(networkSeen("203.0.113.9, nonsense")).isEqualTo("127.0.0.1");
        assertThat(networkSeen("2001:DB8:0:0::1")).isEqualTo("2001:db8::1");
    }

    @Test
    void withoutTrustedProxiesNobodyIsBelieved() {
        Map<String, String> environment =
                new HashMap<>(AppNode.environment(world.services().database()));
        environment.remove("GATEHOUSE_TRUSTED_PROXIES");
        try (AppNode node = AppNode.startWith(environment, world.services().clock())) {
            ApiClient browser = new ApiClient(node.address(), world.services().contract()).from("203.0.113.9");
            browser.send("beginLogin", credentials(World.PASSWORD)).expect(200);

            assertThat(currentNetwork(browser)).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void noHeaderOfTheClientGivesNewTries() {
        exhaust("203.0.113.9");

        for (int i = 0; i < 5; i++) {
            for (String forged : List.of(
                    "X-Forwarded-For: 198.51.100." + i + ", 203.0.113.9",
                    // HAProxy adds a line of its own below the one that the client sent.
                    "X-Forwarded-For: 198.51.100." + i + "\r\nX-Forwarded-For: 203.0.113.9",
                    "X-Forwarded-For: 203.0.113.9, 127.0.0.1",
                    "X-Forwarded-For: 203.0.113.10",
                    "X-Forwarded-For: ::ffff:203.0.113.9",
                    "X-Forwarded-For: 198.51.100." + i + ",203.0.113.9\r\nForwarded: for=198.51.100." + i,
                    "X-Forwarded-For: 203.0.113.9\r\nX-Real-IP: 198.51.100." + i,
                    "X-Forwarded-For: 203.0.113.9\r\nTrue-Client-IP: 198.51.100." + i)) {
                assertThat(Wire.status(guess(forged))).as(forged).isEqualTo(429);
            }
        }
        world.services()
                .browser()
                .from("192.0.2.99")
                .send("beginLogin", credentials(World.PASSWORD))
                .expect(200);
    }

    @Test
    void linksInMailComeFromTheConfigurationWhateverTheHostSays() {
        String body = new JsonObject().put("email", world.bob.email()).encode();
        String answer = Wire.exchange(
                server,
                "POST http://evil.example/api/v1/login/reset HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                        + "X-Forwarded-Proto: https\r\nForwarded: host=evil.example\r\nX-Original-URL: https://evil.example/\r\n"
                        + "Connection: close\r\nX-Gatehouse-Request: 1\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
        assertThat(Wire.status(answer)).isEqualTo(202);

        String mail = Eventually.get(() -> world.newestMail(world.bob.email()));
        assertThat(mail).contains("http://localhost:8080/reset#").doesNotContain("evil.example");
    }

    /** Each new label value is a series that Prometheus keeps: nobody outside may make any. */
    @Test
    void noRequestMakesASeries() {
        probe("before");
        // The refusal is counted after its answer.
        Eventually.get(() -> series().stream()
                .filter(name -> name.contains("outcome=\"refused\""))
                .findAny()
                .orElseThrow(AssertionError::new));
        Set<String> series = series();
        probe("evil1");
        probe("evil2");

        assertThat(series()).isEqualTo(series);
        String metrics = world.services().node(0).metrics();
        assertThat(metrics).doesNotContain("evil", "before", "XEVIL");
        TreeSet<String> operations = new TreeSet<>();
        Matcher labels = LABEL.matcher(metrics.lines()
                .filter(line -> line.startsWith("gatehouse_http_requests"))
                .collect(Collectors.joining("\n")));
        while (labels.find()) {
            switch (labels.group(1)) {
                case "operation" -> operations.add(labels.group(2));
                case "status" -> assertThat(labels.group(2)).matches("[1-5]xx");
                case "le" -> assertThat(labels.group(2)).matches("[0-9.]+|\\+Inf");
                default -> throw new AssertionError("an unexpected label: " + labels.group());
            }
        }
        assertThat(world.services().contract().operations().stream().map(Operation::id))
                .containsAll(operations);
    }

    private void probe(String word) {
        for (String target :
                List.of("/" + word, "/api/v1/" + word, "/api/v1/sessions/" + word, "/api/v1/session?" + word + "=1")) {
            for (String method : List.of("GET", "HEAD", "DELETE", "X" + word.toUpperCase(Locale.ROOT))) {
                Wire.exchange(
                        server,
                        method + " " + target + " HTTP/1.1\r\nHost: " + word + ".example\r\nUser-Agent: " + word
                                + "\r\nX-Gatehouse-Request: " + word + "\r\nConnection: close\r\n\r\n");
            }
        }
        JsonObject unknown =
                new JsonObject().put("email", word + "@evil.example").put("password", word);
        world.services().browser().from("198.51.100.77").send("beginLogin", unknown);
    }

    private Set<String> series() {
        return world.services()
                .node(0)
                .metrics()
                .lines()
                .filter(line -> line.startsWith("gatehouse_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void exhaust(String address) {
        ApiClient thief = world.services().browser().from(address);
        for (int i = 0; i < 12; i++) {
            thief.send("beginLogin", credentials("a wrong guess"));
        }
        world.services().node(0).settle();
        // The wait of the moment is a second: longer, so that a slow machine does not outlast it.
        world.sql("UPDATE login_budgets SET open_at = open_at + interval '10 minutes' WHERE key LIKE 'password|%'");
        thief.send("beginLogin", credentials("a wrong guess")).expect(429, "slow-down");
    }

    private String guess(String headers) {
        String body = credentials("a wrong guess").encode();
        return Wire.exchange(
                server,
                "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Gatehouse-Request: 1\r\n"
                        + headers + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
    }

    private String networkSeen(String header) {
        ApiClient browser = world.services().browser().from(header);
        browser.send("beginLogin", credentials(World.PASSWORD)).expect(200);
        return currentNetwork(browser);
    }

    private static String currentNetwork(ApiClient browser) {
        return browser.call("listSessions").expect(200).items().stream()
                .map(JsonObject.class::cast)
                .filter(session -> session.getBoolean("current"))
                .map(session -> session.getString("network"))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject credentials(String password) {
        return new JsonObject().put("email", world.bob.email()).put("password", password);
    }
}
