package dev.gatehouse.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A second JVM that runs a class of the tests, for what only a process of its own can show, as dying by kill -9. */
public final class ChildJvm implements AutoCloseable {

    /** Jars a child needs when it cannot read the local Maven repository. */
    private static final List<String> FEW = List.of("gatehouse", "slf4j-api", "logback", "jspecify");

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** As the user of this test, with its environment and class path. */
    public static ChildJvm start(Class<?> main, String... arguments) {
        return start(List.of(), System.getProperty("java.class.path"), Map.of(), main, arguments);
    }

    /** With more in its environment, such as the settings of a server. */
    public static ChildJvm start(Map<String, String> environment, Class<?> main, String... arguments) {
        return start(List.of(), System.getProperty("java.class.path"), environment, main, arguments);
    }

    /** SIGTERM, as an operator or an orchestrator sends it; gives the exit status. */
    public int terminate() {
        process.destroy();
        waitForEnd();
        return process.exitValue();
    }

    /** Waits until the child ends by itself; gives the exit status. */
    public int end() {
        waitForEnd();
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    /** Reads on until a line contains the text. */
    public String readUntil(String text) {
        String line = readLine();
        while (!line.contains(text)) {
            line = readLine();
        }
        return line;
    }

    /**
     * As another user; only root can.
     *
     * @param readable a folder that user may read: it gets a copy of the few jars the child needs
     */
    public static ChildJvm startAs(
            int uid, Path readable, Map<String, String> environment, Class<?> main, String... arguments) {
        return start(
                List.of("/usr/bin/setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--"),
                copiedClassPath(readable),
                environment,
                main,
                arguments);
    }

    private static ChildJvm start(
            List<String> before, String classPath, Map<String, String> environment, Class<?> main, String... args) {
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String copiedClassPath(Path readable) {
        var entries = new ArrayList<String>();
        try {
            for (String entry : System.getProperty("java.class.path").split(":", -1)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    entries.add(copyTree(path, readable.resolve("classes-" + entries.size())));
                } else if (FEW.stream().anyMatch(path.getFileName().toString()::startsWith)) {
                    entries.add(Files.copy(path, readable.resolve(path.getFileName()))
                            .toString());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return String.join(":", entries);
    }

    private static String copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path copy = Files.copy(path, to.resolve(from.relativize(path).toString()));
                String mode = Files.isDirectory(copy) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(mode));
            }
        }
        return to.toString();
    }

    /** The next line the child prints; an {@link AssertionError} when it ends without one. */
    public String readLine() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError("The child ended with exit code " + process.waitFor());
            }
            return line;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** SIGKILL: nothing of the child's own runs any more. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    /** Ends the child's standard input, by which children know that they may go, and waits. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then there is nobody to tell.
        }
        waitForEnd();
    }

    private void waitForEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The child did not end within 30 s");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
