package dev.gatehouse.app;

import dev.gatehouse.work.Blocking;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * A PostgreSQL that belongs to this process: started by it, reachable only from this machine and with a password, and
 * gone when the process is, even by kill -9. Its data stays and is durable (fsync on).
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** Of the database and of the role that owns it. */
    static final String NAME = "gatehouse";

    private static final String HOST = "127.0.0.1";
    private static final int PORT_ATTEMPTS = 5;
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=" + HOST,
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "shared_buffers=64MB",
            "max_connections=60",
            "max_wal_size=256MB",
            "max_logical_replication_workers=0",
            "jit=off",
            "timezone=UTC",
            "log_destination=stderr",
            "logging_collector=off",
            // Messages without the values of rows: they may be personal data, and these lines reach our log.
            "log_error_verbosity=terse",
            "log_min_error_statement=panic");

    private final PostgresServer server;
    private final ExecutorService launcher;
    private final int port;
    private final String password;

    private EmbeddedPostgres(PostgresServer server, ExecutorService launcher, int port, String password) {
        this.server = server;
        this.launcher = launcher;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the database of {@code folder}, creating it first when there is none, and waits until it takes
     * connections. A server that a killed process left behind on the same folder is stopped first.
     *
     * @param folder the caller holds it alone ({@link DataFolder}); root and ordinary users may call
     * @param binaries the folder with PostgreSQL's programs, if one was configured
     * @throws StartupException with one line that says what is missing or wrong
     */
    public static EmbeddedPostgres start(Path folder, Optional<Path> binaries) {
        ExecutorService launcher = Blocking.lastingThread("postgres-launcher");
        try {
            Prepared prepared = launcher.submit(() -> prepare(folder, binaries)).get();
            return launch(prepared, launcher);
        } catch (ExecutionException | IOException | StartupException failure) {
            launcher.shutdown();
            throw explained(failure);
        } catch (InterruptedException interrupted) {
            launcher.shutdownNow();
            Thread.currentThread().interrupt();
            throw new StartupException("The start of the embedded database was interrupted", interrupted);
        }
    }

    private static StartupException explained(Exception failure) {
        Throwable reason =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return reason instanceof StartupException known
                ? known
                : new StartupException("The embedded database did not start: " + reason, reason);
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String database() {
        return NAME;
    }

    public String user() {
        return NAME;
    }

    public String password() {
        return password;
    }

    /** The server's process. */
    public long pid() {
        return server.pid();
    }

    /** Ends all connections and stops the server; waits until it is down, at most 30 s. */
    @Override
    public void close() {
        server.stop();
        launcher.shutdown();
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "PostgreSQL at " + HOST + ":" + port + " (process " + pid() + ")";
    }

    /** Everything that must be right before the server can be started. */
    private record Prepared(
            PostgresCluster cluster, List<String> command, OptionalLong unrelatedPid, String password) {}

    private static Prepared prepare(Path folder, Optional<Path> configured) {
        var cluster = new PostgresCluster(folder);
        PostgresBinaries binaries = PostgresBinaries.find(configured, cluster.major(), cluster.folder());
        PostgresUser user = PostgresUser.choose(cluster.folder(), cluster.data());
        OptionalLong unrelated = clearLeftOver(cluster.data());
        String password = cluster.prepare(binaries, user);
        var arguments = new ArrayList<>(List.of("-D", cluster.data().toString()));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return new Prepared(cluster, user.serverCommand(binaries.program("postgres"), arguments), unrelated, password);
    }

    /**
     * Stops a server of ours that outlived its process.
     *
     * @return the process number in {@code postmaster.pid} when it now belongs to an unrelated process
     */
    private static OptionalLong clearLeftOver(Path data) {
        Optional<PostmasterPid> leftOver = PostmasterPid.read(data);
        if (leftOver.isEmpty()) {
            return OptionalLong.empty();
        }
        long pid = leftOver.get().pid();
        return switch (leftOver.get().holder(data)) {
            case GONE -> OptionalLong.empty();
            case SOMETHING_ELSE -> OptionalLong.of(pid);
            case UNKNOWN ->
                throw new StartupException("Process " + pid + " may still serve the embedded database in " + data
                        + ": stop it, then start again");
            case OUR_POSTGRES -> {
                ProcessHandle.of(pid).ifPresent(PostgresServer::stop);
                yield OptionalLong.empty();
            }
        };
    }

    private static EmbeddedPostgres launch(Prepared prepared, ExecutorService launcher)
            throws IOException, ExecutionException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            var command = new ArrayList<>(prepared.command());
            command.addAll(List.of("-p", Integer.toString(port)));
            ProcessBuilder builder =
                    PostgresProcess.prepare(command, prepared.cluster().folder());
            // PostgreSQL takes a living process of that number for its predecessor, unless it is told whose it is.
            prepared.unrelatedPid()
                    .ifPresent(pid -> builder.environment().put("PG_GRANDPARENT_PID", Long.toString(pid)));
            PostgresServer server = PostgresServer.launch(builder, launcher);
            if (server.awaitReady(prepared.cluster().data())) {
                return new EmbeddedPostgres(server, launcher, port, prepared.password());
            }
            launcher.submit(() -> {}).get(); // its whole log has been read
            if (!server.found("could not bind") || attempt == PORT_ATTEMPTS) {
                throw new StartupException("The embedded database did not start: " + server.complaint());
            }
        }
    }

    /** Free now; somebody may take it before the server does, hence the attempts. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        }
    }
}
