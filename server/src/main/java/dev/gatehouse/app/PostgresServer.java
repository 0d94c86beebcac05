package dev.gatehouse.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running server process of the embedded database, and its log. */
final class PostgresServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    /** Long, for a crash of a busy server may leave a lot of log to replay. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 5;
    private static final int LINES_KEPT = 20;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private PostgresServer(Process process) {
        this.process = process;
    }

    /**
     * Starts the process on the launcher's thread, and leaves that thread busy with reading its log: when the thread
     * ends, the kernel stops the server.
     */
    static PostgresServer launch(ProcessBuilder command, ExecutorService launcher)
            throws ExecutionException, InterruptedException {
        var server = new PostgresServer(launcher.submit(command::start).get());
        launcher.execute(server::readLog);
        return server;
    }

    long pid() {
        return process.pid();
    }

    /** Waits until the server takes connections; false when it ended instead. */
    boolean awaitReady(Path data) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            boolean ready = PostmasterPid.read(data)
                    .filter(file -> file.pid() == process.pid() && file.ready())
                    .isPresent();
            if (ready) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                stop();
                throw new StartupException("The embedded database was not ready within " + START_LIMIT.toMinutes()
                        + " minutes: " + complaint());
            }
        }
        return false;
    }

    boolean found(String words) {
        synchronized (lastLines) {
            return lastLines.stream().anyMatch(line -> line.contains(words));
        }
    }

    /** Its first fatal line among the last ones, else its last line. */
    String complaint() {
        synchronized (lastLines) {
            return lastLines.stream()
                    .filter(line -> line.contains("FATAL:"))
                    .findFirst()
                    .orElse(lastLines.isEmpty() ? "it said nothing" : lastLines.getLast());
        }
    }

    void stop() {
        stop(process.toHandle());
    }

    /** A fast shutdown (SIGINT): connections are ended, everything is written, and it is down on return. */
    static void stop(ProcessHandle postmaster) {
        PostgresProcess.output(List.of("sh", "-c", "kill -INT " + postmaster.pid()), Path.of("/"));
        try {
            postmaster.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stuck) {
            LOG.warn("The embedded database did not stop within {} s and is killed", STOP_LIMIT.toSeconds());
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readLog() {
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                keep(line);
                if (line.contains("PANIC:") || line.contains("FATAL:")) {
                    LOG.warn("{}", line);
                } else {
                    LOG.debug("{}", line);
                }
            }
        } catch (IOException closed) {
            LOG.debug("The log of the embedded database ended", closed);
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            if (lastLines.size() == LINES_KEPT) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
    }
}
