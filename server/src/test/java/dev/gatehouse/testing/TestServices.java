package dev.gatehouse.testing;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.app.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all tests of a JVM share: one real PostgreSQL, and nodes of the real server on it. Started when first asked for. */
public final class TestServices {

    private static final TestServices INSTANCE = new TestServices();

    private final TestClock clock = new TestClock();
    private final ContractChecker contract = new ContractChecker();
    private final List<AppNode> nodes = new ArrayList<>();
    private final DnsServer dns;
    private final Map<String, String> database;

    private TestServices() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder(), Optional.empty());
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        this.dns = new DnsServer();
        Runtime.getRuntime().addShutdownHook(new Thread(dns::close));
        this.database = Map.of(
                "GATEHOUSE_DNS_SERVER",
                "127.0.0.1:" + dns.port(),
                "GATEHOUSE_DATABASE_URL",
                "postgresql://" + postgres.host() + ":" + postgres.port() + "/" + postgres.database(),
                "GATEHOUSE_DATABASE_USER",
                postgres.user(),
                "GATEHOUSE_DATABASE_PASSWORD",
                postgres.password());
    }

    public static TestServices get() {
        return INSTANCE;
    }

    /** The first or a further node; all share the database and the clock. */
    public synchronized AppNode node(int number) {
        while (nodes.size() <= number) {
            nodes.add(AppNode.start(database, clock));
        }
        return nodes.get(number);
    }

    /** The environment by which another process reaches the same database. */
    public Map<String, String> database() {
        return database;
    }

    /** The DNS that every node asks. */
    public DnsServer dns() {
        return dns;
    }

    public TestClock clock() {
        return clock;
    }

    public ContractChecker contract() {
        return contract;
    }

    /** A browser without cookies, at the first node. */
    public ApiClient browser() {
        return new ApiClient(node(0).address(), contract);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("gatehouse-postgres").resolve("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
