package dev.gatehouse.bench.login;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of its own for one server under test, with the distribution's settings: fsync on, synchronous commits. */
final class Database implements AutoCloseable {

    static final String USER = "bench";
    static final String PASSWORD = "bench-bench-bench";

    private final Path folder;
    private final Process server;
    private final int port;

    private Database(Path folder, Process server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    static Database start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        Path data = folder.resolve("data");
        Path programs = programs();
        int port = freePort();
        run(asPostgres(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8"));
        Process server = new ProcessBuilder(asPostgres(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=150"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Database database = new Database(folder, server, port);
        Waiting.until("PostgreSQL listens", () -> Waiting.listens(port));
        return database;
    }

    String url(String scheme) {
        return scheme + "://127.0.0.1:" + port + "/postgres";
    }

    ProcessTree processes() {
        return new ProcessTree(server.pid());
    }

    @Override
    public void close() {
        // SIGINT is PostgreSQL's fast shutdown; the JVM itself sends none.
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
            server.waitFor(30, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            System.err.println(folder + " is left: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.max(Comparator.comparing(path -> path.getFileName().toString()))
                    .orElseThrow()
                    .resolve("bin");
        }
    }

    /** PostgreSQL refuses to run as root. {@code setpriv} becomes the program, so that the process is the server itself. */
    private static List<String> asPostgres(String... command) {
        List<String> all = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
