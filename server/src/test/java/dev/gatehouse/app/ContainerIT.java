package dev.gatehouse.app;

import static dev.gatehouse.app.ShellCommand.fakeJdk;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What can be shown of the image without an engine: its start command, its health check, and what compose lays open. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ContainerIT {

    private static final Path DOCKER = ShellCommand.REPOSITORY.resolve("docker");

    private final Path home;

    ContainerIT(@TempDir Path temp) {
        this.home = temp;
    }

    @Test
    void entrypointShouldHandOverToJavaWithTheFlagsOfTheImage() throws Exception {
        Files.createDirectories(home.resolve("cache"));
        Files.createFile(home.resolve("cache/gatehouse.aot"));

        ShellCommand.Result result = ShellCommand.run(
                home,
                Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "JAVA_HOME",
                        fakeJdk(home.resolve("jdk"), "").toString(),
                        "GATEHOUSE_HOME",
                        home.toString(),
                        "GATEHOUSE_JAVA_OPTS",
                        "-Xmx1g -Dx=y"),
                DOCKER.resolve("entrypoint.sh").toString(),
                "import",
                "accounts",
                "a file.csv");

        assertThat(result.output())
                .startsWith("java @" + home + "/jvm.options -XX:AOTCache=" + home
                        + "/cache/gatehouse.aot -Xmx1g -Dx=y -jar " + home
                        + "/gatehouse.jar import accounts a file.csv\n");
    }

    @Test
    void entrypointShouldLetSignalsReachTheJvm() throws Exception {
        Process container = ShellCommand.start(
                home,
                Map.of(
                        "PATH", "/usr/bin:/bin",
                        "JAVA_HOME",
                                fakeJdk(home.resolve("jdk"), "trap 'echo drained; exit 0' TERM; echo up; read -r _")
                                        .toString(),
                        "GATEHOUSE_HOME", home.toString()),
                List.of(DOCKER.resolve("entrypoint.sh").toString(), "run"));
        var output = container.inputReader();
        assertThat(output.readLine()).isEqualTo("up");

        container.toHandle().destroy();

        assertThat(output.readLine()).isEqualTo("drained");
        assertThat(container.waitFor()).isZero();
    }

    @Test
    void healthcheckShouldAskTheManagementPort() throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(request.path().equals("/livez") ? 200 : 404)
                        .end())
                .listen(0, "127.0.0.1")
                .await();

        assertThat(healthcheck(server.actualPort())).isZero();
        server.close().await();
        assertThat(healthcheck(server.actualPort())).isNotZero();
        vertx.close().await();
    }

    @Test
    void healthcheckShouldFailWhenTheServerIsUnwell() throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(503).end())
                .listen(0, "127.0.0.1")
                .await();

        assertThat(healthcheck(server.actualPort())).isNotZero();
        vertx.close().await();
    }

    @Test
    void composeShouldPublishOnlyTheWebAndTheManagementPortOfThisMachine() throws IOException {
        JsonObject services = compose().getJsonObject("services");

        assertThat(services.getJsonObject("gatehouse").getJsonArray("ports"))
                .isEqualTo(new JsonArray(List.of("${GATEHOUSE_BIND:-127.0.0.1}:8080:8080", "127.0.0.1:9090:9090")));
        assertThat(services.fieldNames().stream()
                        .filter(name -> services.getJsonObject(name).containsKey("ports")))
                .containsExactly("gatehouse");
    }

    @Test
    void composeShouldWaitForHealthyServices() throws IOException {
        JsonObject services = compose().getJsonObject("services");

        JsonObject needed = services.getJsonObject("gatehouse").getJsonObject("depends_on");
        assertThat(needed.fieldNames()).containsExactlyInAnyOrder("postgres", "s3");
        for (String name : needed.fieldNames()) {
            assertThat(needed.getJsonObject(name).getString("condition")).isEqualTo("service_healthy");
            assertThat(services.getJsonObject(name).containsKey("healthcheck")).isTrue();
        }
    }

    @Test
    void composeShouldGiveSettingsThatTheServerTakes() throws IOException {
        JsonObject environment =
                compose().getJsonObject("services").getJsonObject("gatehouse").getJsonObject("environment");
        Map<String, String> settings = environment.stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> interpolated(entry.getKey(), entry.getValue().toString())));

        Config config = Config.from(settings);

        assertThat(config.production()).isTrue();
        assertThat(config.database())
                .hasValueSatisfying(
                        database -> assertThat(database.address().host()).isEqualTo("postgres"));
        assertThat(config.s3()).isPresent();
        assertThat(config.masterKey()).isPresent();
        assertThat(config.unknown()).isEmpty();
        assertThat(environment.fieldNames())
                .contains(
                        "GATEHOUSE_FIRST_ADMIN",
                        "GATEHOUSE_PROVIDER_NAME",
                        "GATEHOUSE_TRUSTED_PROXIES",
                        "GATEHOUSE_RELAY_USER",
                        "GATEHOUSE_RELAY_PASSWORD_FILE",
                        "GATEHOUSE_RELAY_TLS");
    }

    /** As compose fills in variables; a secret becomes a file that is there. */
    private String interpolated(String name, String value) {
        if (name.endsWith("_FILE")) {
            try {
                return Files.writeString(home.resolve(Path.of(value).getFileName()), AppNode.MASTER_KEY)
                        .toString();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }
        String given =
                switch (name) {
                    case "GATEHOUSE_PUBLIC_URL" -> "https://mail.example.org";
                    case "GATEHOUSE_FIRST_ADMIN", "GATEHOUSE_MAIL_FROM" -> "root@example.org";
                    default -> "given";
                };
        return value.replaceAll("\\$\\{\\w+:\\?[^}]*}", given).replaceAll("\\$\\{\\w+:-([^}]*)}", "$1");
    }

    private static JsonObject compose() throws IOException {
        Map<String, Object> yaml = new Yaml().load(Files.readString(DOCKER.resolve("compose.yaml")));
        return new JsonObject(yaml);
    }

    private int healthcheck(int port) throws Exception {
        return ShellCommand.run(
                        home,
                        Map.of("PATH", "/usr/bin:/bin", "GATEHOUSE_MANAGEMENT_PORT", Integer.toString(port)),
                        DOCKER.resolve("healthcheck.sh").toString())
                .exitCode();
    }
}
