package dev.gatehouse.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Runs the scripts of the repository with an environment of the test's own, against programs that are only stand-ins. */
final class ShellCommand {

    /** The root of the repository: tests run in the folder of the module. */
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private ShellCommand() {}

    /** What a command printed, on both streams together, and how it ended. */
    record Result(int exitCode, String output) {

        String lastLine() {
            return output.lines().toList().getLast();
        }
    }

    static Process start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Result run(Path folder, Map<String, String> environment, String... command) throws Exception {
        Process process = start(folder, environment, List.of(command));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** Writes a bash script that can be called as a program. */
    static Path script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A JDK 25 whose java prints its arguments, the data folder and the log format, or does {@code also} first. */
    static Path fakeJdk(Path home, String also) throws IOException {
        script(home.resolve("bin/javac"), "exit 1");
        script(
                home.resolve("bin/java"),
                also + "\nprintf '%s\\n' \"java $*\" \"data $GATEHOUSE_DATA_DIR\" \"log $GATEHOUSE_LOG_FORMAT\"");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        return home;
    }
}
