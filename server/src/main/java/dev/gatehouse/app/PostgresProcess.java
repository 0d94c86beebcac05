package dev.gatehouse.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Child processes around the database: messages in English, standard error with standard output. */
final class PostgresProcess {

    private PostgresProcess() {}

    /** Not started yet. The working folder must be one that the user of the command may enter. */
    static ProcessBuilder prepare(List<String> command, Path workingFolder) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingFolder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** What a short command says, whatever its exit code; an explanation when it cannot be run. */
    static String output(List<String> command, Path workingFolder) {
        return exchange(command, workingFolder, "").said();
    }

    static boolean succeeds(List<String> command, Path workingFolder) {
        return exchange(command, workingFolder, "").exitCode() == 0;
    }

    /**
     * Gives {@code input} to a command that must succeed.
     *
     * @throws StartupException with {@code failed} and the command's last words when it does not
     */
    static void run(List<String> command, Path workingFolder, String input, String failed) {
        Exchange exchange = exchange(command, workingFolder, input);
        if (exchange.exitCode() != 0) {
            throw new StartupException(failed + ": " + lastWords(exchange.said()));
        }
    }

    private record Exchange(int exitCode, String said) {}

    private static Exchange exchange(List<String> command, Path workingFolder, String input) {
        Process process;
        try {
            process = prepare(command, workingFolder).start();
        } catch (IOException cannotStart) {
            return new Exchange(127, String.valueOf(cannotStart.getMessage()));
        }
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closedEarly) {
            // The command ended before it read its input: its exit code and output tell why.
        }
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String said = String.join("\n", output.readAllLines());
            return new Exchange(waitFor(process), said);
        } catch (IOException lost) {
            return new Exchange(waitFor(process), String.valueOf(lost.getMessage()));
        }
    }

    private static int waitFor(Process process) {
        try {
            if (process.waitFor(1, TimeUnit.MINUTES)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            return 124;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return 130;
        }
    }

    private static String lastWords(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("FATAL:") || line.contains("ERROR:") || line.contains("error:"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
    }
}
