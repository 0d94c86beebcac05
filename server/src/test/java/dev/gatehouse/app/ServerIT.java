package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ChildJvm;
import dev.gatehouse.testing.ContractChecker;
import dev.gatehouse.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole server processes: how they start, are killed, and stop. */
class ServerIT {

    private final Path folder;

    ServerIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void afterKillNineNothingIsLostAndNothingIsLeftRunning() throws IOException {
        Map<String, String> environment = embedded();
        String session;
        JsonObject bob;
        long postgres;
        try (ChildJvm first = ChildJvm.start(environment, Main.class, "run")) {
            first.readUntil("Gatehouse is ready");
            bob = account("bob@");
            ApiClient browser = signedIn(environment, bob);
            session = browser.cookies().get("__Host-gatehouse");
            postgres = postmaster();
            first.kill();
        }
        Eventually.get(() -> {
            assertThat(ProcessHandle.of(postgres).filter(ProcessHandle::isAlive))
                    .isEmpty();
            return true;
        });

        try (ChildJvm second = ChildJvm.start(environment, Main.class, "run")) {
            second.readUntil("Gatehouse is ready");
            ApiClient browser = new ApiClient(address(environment), new ContractChecker());
            browser.cookies().put("__Host-gatehouse", session);

            assertThat(browser.call("getSession").json().getBoolean("signedIn")).isTrue();
            assertThat(account("bob@")).isEqualTo(bob);
            assertThat(second.terminate()).isZero();
        }
    }

    @Test
    void aFolderOrPortInUseIsOneLine() {
        Map<String, String> environment = embedded();
        try (ChildJvm first = ChildJvm.start(environment, Main.class, "run")) {
            first.readUntil("Gatehouse is ready");

            assertThat(failure(environment)).contains("in use").doesNotContain("\n");
            Map<String, String> otherFolder = new HashMap<>(environment);
            otherFolder.put("GATEHOUSE_DATA_DIR", folder.resolve("other").toString());
            assertThat(failure(otherFolder)).contains("port").contains("in use").doesNotContain("\n");
            first.terminate();
        }
    }

    @Test
    void everyMistakeInTheEnvironmentIsToldAtOnce() {
        Map<String, String> environment = embedded();
        environment.put("GATEHOUSE_HTTP_PORT", "eighty");
        environment.put("GATEHOUSE_PUBLIC_URL", "ftp://nowhere");

        assertThat(failure(environment)).contains("GATEHOUSE_HTTP_PORT").contains("GATEHOUSE_PUBLIC_URL");
    }

    @Test
    void whileDrainingReadinessIsFourOhFourAndRequestsAreServed() throws Exception {
        Map<String, String> environment = embedded();
        environment.put("GATEHOUSE_DRAIN_SECONDS", "3");
        try (ChildJvm server = ChildJvm.start(environment, Main.class, "run")) {
            server.readUntil("Gatehouse is ready");
            assertThat(status(environment, "/readyz")).isEqualTo(200);
            Thread stopping = Thread.ofVirtual().start(server::terminate);

            Eventually.get(() -> {
                assertThat(status(environment, "/readyz")).isEqualTo(404);
                return true;
            });
            assertThat(status(environment, "/livez")).isEqualTo(200);
            assertThat(status(environment, "/api/v1/session")).isEqualTo(200);
            stopping.join();
        }
    }

    private Map<String, String> embedded() {
        Map<String, String> environment = AppNode.environment(Map.of());
        environment.put("GATEHOUSE_DATA_DIR", folder.resolve("data").toString());
        environment.put("GATEHOUSE_PUBLIC_URL", address(environment).toString());
        return environment;
    }

    private static URI address(Map<String, String> environment) {
        return URI.create("http://localhost:" + environment.get("GATEHOUSE_HTTP_PORT"));
    }

    private static int status(Map<String, String> environment, String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address(environment).resolve(path)).build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ApiClient signedIn(Map<String, String> environment, JsonObject account) {
        ApiClient browser = new ApiClient(address(environment), new ContractChecker());
        browser.send(
                        "beginLogin",
                        new JsonObject()
                                .put("email", account.getString("email"))
                                .put("password", account.getString("password")))
                .expect(200);
        browser.send("sendMailCode", new JsonObject()).expect(202);
        browser.send(
                        "answerMailCode",
                        new JsonObject().put("code", new CapturedCode(environment).of(account.getString("email"))))
                .expect(200);
        return browser;
    }

    private JsonObject account(String start) throws IOException {
        JsonArray accounts =
                new JsonObject(Files.readString(folder.resolve("data/demo.json"))).getJsonArray("accounts");
        return accounts.stream()
                .map(JsonObject.class::cast)
                .filter(account -> account.getString("email").startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private long postmaster() throws IOException {
        Path pid;
        try (var files = Files.walk(folder.resolve("data/postgres"))) {
            pid = files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
        }
        return Long.parseLong(Files.readAllLines(pid).getFirst().strip());
    }

    /** What a server that cannot start prints; its exit status is 1. */
    private static String failure(Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "run");
            builder.environment().putAll(environment);
            builder.environment().put("GATEHOUSE_LOG_LEVEL", "OFF");
            Process process = builder.redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor()).as(text).isEqualTo(1);
            return text;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
