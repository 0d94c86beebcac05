package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.oauth.TestApp;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ChildJvm;
import dev.gatehouse.testing.ContractChecker;
import dev.gatehouse.testing.Together;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two server processes on one database, and applications that refresh their tokens at both while one is killed. */
class NodeLossIT {

    private static final int FAMILIES = 24;
    private static final int BEFORE = 5;
    private static final int AFTER = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedPostgres postgres;
    private final Map<String, String> first;
    private final Map<String, String> second;

    /** The client that all of them are. */
    private record Registered(String id, String secret) {}

    /** One application's access to the account: each refresh gives it the next token. */
    private final class Family {
        private String refreshToken;
        private int refreshed;

        Family(String refreshToken) {
            this.refreshToken = refreshToken;
        }

        /** As a client behind a balancer: the node that answers is any of those that live, and a lost answer is asked for again. */
        void refresh(URI node, URI other, Registered client) {
            String form = TestApp.form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
            HttpResponse<String> answer;
            try {
                answer = post(node, form, client);
            } catch (IOException lost) {
                answer = posted(other, form, client);
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            refreshToken = new JsonObject(answer.body()).getString("refresh_token");
            refreshed++;
        }
    }

    /** A database of its own: the clock of the other tests' servers is not that of a process. */
    NodeLossIT(@TempDir Path folder) {
        this.postgres = EmbeddedPostgres.start(folder, Optional.empty());
        Map<String, String> database = Map.of(
                "GATEHOUSE_DATABASE_URL",
                "postgresql://" + postgres.host() + ":" + postgres.port() + "/" + postgres.database(),
                "GATEHOUSE_DATABASE_USER",
                postgres.user(),
                "GATEHOUSE_DATABASE_PASSWORD",
                postgres.password());
        this.first = AppNode.environment(database);
        this.second = AppNode.environment(database);
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void noSessionAndNoRefreshFamilyIsLostWhenANodeIsKilledUnderLoad() throws IOException {
        try (ChildJvm doomed = ChildJvm.start(first, Main.class, "run")) {
            doomed.readUntil("Gatehouse is ready");
            try (ChildJvm survivor = ChildJvm.start(second, Main.class, "run")) {
                survivor.readUntil("Gatehouse is ready");
                ApiClient eve = signedIn();
                Registered client = register(eve);
                List<Family> families = IntStream.range(0, FAMILIES)
                        .mapToObj(i -> new Family(firstToken(eve, client)))
                        .toList();
                CountDownLatch underWay = new CountDownLatch(FAMILIES);
                AtomicBoolean killed = new AtomicBoolean();

                Together.run(FAMILIES + 1, i -> {
                    if (i == FAMILIES) {
                        await(underWay);
                        doomed.kill();
                        killed.set(true);
                    } else {
                        keepRefreshing(families.get(i), client, underWay, killed);
                    }
                    return i;
                });

                assertThat(families).allMatch(family -> family.refreshed >= BEFORE + AFTER);
                eve.at(address(second));
                assertThat(eve.call("getSession").json().getBoolean("signedIn")).isTrue();
                survivor.terminate();
            }
        }
    }

    @Test
    void aHalfFinishedSignInGoesOnAtTheOtherNodeAfterKillNine() throws IOException {
        try (ChildJvm doomed = ChildJvm.start(first, Main.class, "run")) {
            doomed.readUntil("Gatehouse is ready");
            try (ChildJvm survivor = ChildJvm.start(second, Main.class, "run")) {
                survivor.readUntil("Gatehouse is ready");
                JsonObject bob = demoPerson("bob@");
                ApiClient browser = new ApiClient(address(first), new ContractChecker());
                browser.send("beginLogin", password(bob).put("email", bob.getString("email")))
                        .expect(200);
                browser.send("sendMailCode", new JsonObject()).expect(202);
                doomed.kill();

                browser.at(address(second));
                String code = new CapturedCode(second).of(bob.getString("email"));
                Answer answer = browser.send("answerMailCode", new JsonObject().put("code", code));

                assertThat(answer.expect(200).json().getString("step")).isEqualTo("done");
                survivor.terminate();
            }
        }
    }

    /** Half of the requests go to the node that dies, in the middle of some of them. */
    private void keepRefreshing(Family family, Registered client, CountDownLatch underWay, AtomicBoolean killed) {
        for (int since = 0; since < AFTER; since += killed.get() ? 1 : 0) {
            boolean even = family.refreshed % 2 == 0;
            family.refresh(address(even ? first : second), address(second), client);
            if (family.refreshed == BEFORE) {
                underWay.countDown();
            }
        }
    }

    private String firstToken(ApiClient browser, Registered client) {
        String request = TestApp.form(Map.of(
                "response_type",
                "code",
                "client_id",
                client.id(),
                "redirect_uri",
                TestApp.REDIRECT,
                "scope",
                "openid offline_access",
                "code_challenge",
                TestApp.CHALLENGE,
                "code_challenge_method",
                "S256"));
        String location = visit(browser, "/oauth2/authorize?" + request);
        if (location.startsWith("/consent")) {
            JsonObject token = new JsonObject().put("token", location.substring(location.indexOf('=') + 1));
            JsonObject yes = browser.send(
                            "approveAuthorization",
                            token.put("step", "consent")
                                    .put("scopes", new JsonArray().add("openid").add("offline_access")))
                    .expect(200)
                    .json();
            location = visit(browser, yes.getString("continueAt"));
        }
        String code = location.replaceFirst(".*[?&]code=([^&]+).*", "$1");
        HttpResponse<String> answer = posted(
                address(first),
                TestApp.form(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        TestApp.REDIRECT,
                        "code_verifier",
                        TestApp.VERIFIER)),
                client);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("refresh_token");
    }

    private static String visit(ApiClient browser, String address) {
        return TestApp.visit(browser, address).expect(303).header("Location");
    }

    private static Registered register(ApiClient administrator) {
        String organisation = administrator
                .call("getSession")
                .json()
                .getJsonObject("organisation")
                .getString("id");
        JsonObject made = administrator
                .send(
                        "createClient",
                        new JsonObject()
                                .put("name", "Portal")
                                .put("authMethod", "client_secret_basic")
                                .put("redirectUris", new JsonArray().add(TestApp.REDIRECT))
                                .put("scopes", new JsonArray().add("openid").add("offline_access")),
                        organisation)
                .expect(201)
                .json();
        return new Registered(made.getString("id"), made.getString("secret"));
    }

    private ApiClient signedIn() throws IOException {
        JsonObject eve = demoPerson("eve@");
        ApiClient browser = new ApiClient(address(first), new ContractChecker());
        CapturedCode codes = new CapturedCode(first);
        browser.send("beginLogin", password(eve).put("email", eve.getString("email")))
                .expect(200);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        browser.send("answerMailCode", new JsonObject().put("code", codes.of(eve.getString("email"))))
                .expect(200);
        browser.send("beginStepUp", new JsonObject().put("action", "manage")).expect(200);
        browser.send("answerPassword", password(eve)).expect(200);
        return browser;
    }

    private static JsonObject password(JsonObject person) {
        return new JsonObject().put("password", person.getString("password"));
    }

    private JsonObject demoPerson(String start) throws IOException {
        Path file = Path.of(first.get("GATEHOUSE_DATA_DIR"), "demo.json");
        return new JsonObject(Files.readString(file))
                .getJsonArray("accounts").stream()
                        .map(JsonObject.class::cast)
                        .filter(person -> person.getString("email").startsWith(start))
                        .findFirst()
                        .orElseThrow();
    }

    private HttpResponse<String> posted(URI node, String form, Registered client) {
        try {
            return post(node, form, client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> post(URI node, String form, Registered client) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", TestApp.basic(client.id(), client.secret()))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI address(Map<String, String> environment) {
        return URI.create("http://localhost:" + environment.get("GATEHOUSE_HTTP_PORT"));
    }
}
