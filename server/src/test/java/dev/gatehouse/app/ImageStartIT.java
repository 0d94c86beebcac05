package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built jar under the image's start command, laid out as in the image; what kills do is in {@link ServerIT}. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ImageStartIT {

    private static final Path DOCKER = ShellCommand.REPOSITORY.resolve("docker");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    ImageStartIT(@TempDir Path temp) throws IOException {
        home = temp.resolve("gatehouse");
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
        Files.createDirectories(home);
        Path server = ShellCommand.REPOSITORY.resolve("server");
        for (String part : List.of("jvm.options", "target/gatehouse.jar")) {
            Files.copy(server.resolve(part), home.resolve(Path.of(part).getFileName()));
        }
        Files.createSymbolicLink(home.resolve("lib"), server.resolve("target/lib"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("GATEHOUSE_HOME", home.toString());
        environment.put("GATEHOUSE_DATA_DIR", temp.resolve("data").toString());
        environment.put("GATEHOUSE_HTTP_PORT", freePort());
        environment.put("GATEHOUSE_MANAGEMENT_PORT", freePort());
    }

    @Test
    void serverShouldBeHealthyUntilItIsAskedToStopAndEndWithZero() throws Exception {
        Process container = startAndWait();
        assertThat(health()).isZero();

        container.toHandle().destroy();

        assertThat(container.waitFor()).isZero();
        assertThat(health()).isNotZero();
    }

    private Process startAndWait() throws IOException {
        Process container = ShellCommand.start(
                home, environment, List.of(DOCKER.resolve("entrypoint.sh").toString(), "run"));
        BufferedReader output = container.inputReader();
        var said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("Gatehouse is ready")) {
                return container;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("The server did not start:\n" + said);
    }

    private int health() throws Exception {
        return ShellCommand.run(
                        home, environment, DOCKER.resolve("healthcheck.sh").toString())
                .exitCode();
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
