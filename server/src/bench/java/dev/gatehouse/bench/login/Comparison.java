package dev.gatehouse.bench.login;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Sign-in and tokens under load, and beside Keycloak when {@code keycloak} is among the arguments: both on the same machine in one
 * run, one after the other, each on a PostgreSQL of its own, with the same people and the same Argon2 parameters. Prints rate,
 * latencies, and CPU of server and database per operation; then what a storm of three times as many sign-ins as the server can do
 * does to everything else. {@code only=refresh} leaves the other rows out, for profiling one.
 */
public final class Comparison {

    private static final int AT_ONCE = 16;
    private static final int SIGN_INS_A_SECOND = 30;
    private static final int PROBES_A_SECOND = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Load load = new Load(vertx);
    private final Duration time;
    private final Duration warmUp;
    private final String only;
    private final AtomicInteger person = new AtomicInteger();
    private final Map<String, Map<String, Double>> cpuMillis = new LinkedHashMap<>();

    private Comparison(Duration time, Duration warmUp, String only) {
        this.time = time;
        this.warmUp = warmUp;
        this.only = only;
    }

    public static void main(String[] arguments) throws Exception {
        Comparison comparison = new Comparison(
                Duration.ofSeconds(number(arguments, "seconds", 20)),
                Duration.ofSeconds(number(arguments, "warm", 40)),
                argument(arguments, "only").orElse(""));
        Path work = Files.createTempDirectory("gatehouse-bench");
        work.toFile().setExecutable(true, false);
        work.toFile().setReadable(true, false);
        try {
            try (Gatehouse gatehouse = Gatehouse.start(comparison.vertx, work)) {
                comparison.measure(gatehouse);
            }
            if (List.of(arguments).contains("keycloak")) {
                Path cache = Path.of(System.getProperty("user.home"), ".cache", "gatehouse-bench");
                try (Keycloak keycloak = Keycloak.start(comparison.vertx, cache, work)) {
                    comparison.measure(keycloak);
                }
                comparison.ratios();
            }
        } finally {
            comparison.vertx.close();
            delete(work);
        }
        System.exit(0);
    }

    private static int number(String[] arguments, String name, int otherwise) {
        return argument(arguments, name).map(Integer::parseInt).orElse(otherwise);
    }

    private static Optional<String> argument(String[] arguments, String name) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst();
    }

    private void measure(Subject subject) throws InterruptedException {
        System.out.printf(
                "%n%s: ready after %.2f s, %d MB resident%n",
                subject.name(), subject.readyAfter(), subject.server().residentMb());
        System.out.printf(
                "%-22s %8s %8s %8s %8s %9s %9s %8s%n",
                "", "per s", "p50 ms", "p95 ms", "p99 ms", "server ms", "database", "failed");
        warm(subject);
        List<Subject.Tokens> tokens = tokens(subject);
        phase(subject, "sign-in", () -> subject.signIn(next()));
        open(subject, "sign-in, 30 a second", SIGN_INS_A_SECOND, () -> subject.signIn(next()));
        Deque<String> refreshTokens = new ArrayDeque<>(tokens.stream().map(Subject.Tokens::refresh).toList());
        phase(subject, "refresh", () -> refresh(subject, refreshTokens));
        phase(subject, "client credentials", subject::clientCredentials);
        String access = await(subject.signIn(next())).access();
        phase(subject, "introspection", () -> subject.introspect(access));
        phase(subject, "userinfo", () -> subject.userinfo(access));
        phase(subject, "JWKS", subject::jwks);
        phase(subject, "readiness", subject::ready);
        if ("storm".startsWith(only)) {
            storm(subject);
        }
        System.out.printf("after load: %d MB resident%n", subject.server().residentMb());
    }

    /** Over a minute as a rule, so that the compiler has seen everything. */
    private void warm(Subject subject) {
        if (!only.isEmpty()) {
            return;
        }
        await(load.closed(AT_ONCE, warmUp, () -> subject.signIn(next())));
        List<Subject.Tokens> tokens = tokens(subject);
        Deque<String> refreshTokens = new ArrayDeque<>(tokens.stream().map(Subject.Tokens::refresh).toList());
        String access = tokens.getFirst().access();
        List<Supplier<Future<?>>> others = List.of(
                () -> refresh(subject, refreshTokens),
                subject::clientCredentials,
                () -> subject.introspect(access),
                () -> subject.userinfo(access),
                subject::jwks,
                subject::ready);
        others.forEach(other -> await(load.closed(AT_ONCE, warmUp.dividedBy(6), other)));
    }

    private void phase(Subject subject, String name, Supplier<Future<?>> request) {
        if (!only.isEmpty() && name.startsWith(only)) {
            await(load.closed(AT_ONCE, warmUp, request));
        }
        report(subject, name, () -> load.closed(AT_ONCE, time, request));
    }

    private void open(Subject subject, String name, double perSecond, Supplier<Future<?>> request) {
        report(subject, name, () -> load.open(perSecond, time, request));
    }

    private void report(Subject subject, String name, Supplier<Future<Load.Outcome>> run) {
        if (!name.startsWith(only)) {
            return;
        }
        double server = subject.server().cpuSeconds();
        double database = subject.database().cpuSeconds();
        Load.Outcome outcome = await(run.get());
        double serverMillis = (subject.server().cpuSeconds() - server) * 1000 / Math.max(1, outcome.done());
        double databaseMillis = (subject.database().cpuSeconds() - database) * 1000 / Math.max(1, outcome.done());
        cpuMillis
                .computeIfAbsent(name, key -> new LinkedHashMap<>())
                .put(subject.name(), serverMillis + databaseMillis);
        System.out.printf(
                "%-22s %8.1f %8.1f %8.1f %8.1f %9.3f %9.3f %8d %s%n",
                name,
                outcome.rate(),
                outcome.millis(50),
                outcome.millis(95),
                outcome.millis(99),
                serverMillis,
                databaseMillis,
                outcome.failures() + outcome.refused(),
                outcome.failure());
    }

    /** Three times what was measured closed, in an open loop, with probes beside it. */
    private void storm(Subject subject) throws InterruptedException {
        Load.Outcome calm = await(load.closed(AT_ONCE, Duration.ofSeconds(10), () -> subject.signIn(next())));
        double perSecond = 3 * calm.rate();
        List<Subject.Tokens> tokens = tokens(subject);
        Deque<String> refreshTokens = new ArrayDeque<>(tokens.stream().map(Subject.Tokens::refresh).toList());
        String access = tokens.getFirst().access();
        long before = subject.server().residentMb();
        Future<Load.Outcome> signIns = load.open(perSecond, time, () -> subject.signIn(next()));
        Future<Load.Outcome> ready = load.open(PROBES_A_SECOND, time, subject::ready);
        Future<Load.Outcome> refreshes = load.open(PROBES_A_SECOND, time, () -> refresh(subject, refreshTokens));
        Future<Load.Outcome> userinfo = load.open(PROBES_A_SECOND, time, () -> subject.userinfo(access));
        await(Future.join(signIns, ready, refreshes, userinfo));
        Load.Outcome storm = signIns.result();
        System.out.printf(
                "storm of %.0f a second: %.1f a second let in, p50 %.0f p99 %.0f ms; %d refused, p50 %.1f p99 %.1f ms; %d failed %s%n",
                perSecond,
                storm.rate(),
                storm.millis(50),
                storm.millis(99),
                storm.refused(),
                storm.refusedMillis(50),
                storm.refusedMillis(99),
                storm.failures(),
                storm.failure());
        probe("readiness in the storm", ready.result());
        probe("refresh in the storm", refreshes.result());
        probe("userinfo in the storm", userinfo.result());
        System.out.printf("memory before %d MB, after %d MB%n", before, subject.server().residentMb());
        TimeUnit.SECONDS.sleep(5);
        Load.Outcome after = await(load.closed(AT_ONCE, Duration.ofSeconds(10), () -> subject.signIn(next())));
        System.out.printf("5 s later: %.1f sign-ins a second (%.1f before)%n", after.rate(), calm.rate());
    }

    private static void probe(String name, Load.Outcome outcome) {
        System.out.printf(
                "%-24s p50 %.1f p95 %.1f p99 %.1f ms, %d failed %s%n",
                name,
                outcome.millis(50),
                outcome.millis(95),
                outcome.millis(99),
                outcome.failures() + outcome.refused(),
                outcome.failure());
    }

    private void ratios() {
        System.out.printf("%nCPU of server and database for one operation, Keycloak : Gatehouse%n");
        cpuMillis.forEach((name, by) -> {
            List<Double> both = List.copyOf(by.values());
            System.out.printf("%-22s %8.3f ms %8.3f ms %6.1fx%n", name, both.get(1), both.get(0), both.get(1) / both.get(0));
        });
    }

    private static Future<Void> refresh(Subject subject, Deque<String> tokens) {
        String token;
        synchronized (tokens) {
            token = tokens.poll();
        }
        if (token == null) {
            return Future.failedFuture(new Subject.Unexpected("no refresh token left"));
        }
        return subject.refresh(token).map(next -> {
            synchronized (tokens) {
                tokens.add(next);
            }
            return null;
        });
    }

    /** More than are used at the same time. */
    private List<Subject.Tokens> tokens(Subject subject) {
        List<Subject.Tokens> tokens = new ArrayList<>();
        for (int i = 0; i < 4 * AT_ONCE; i++) {
            tokens.add(await(subject.signIn(next())));
        }
        return tokens;
    }

    private int next() {
        return Math.floorMod(person.getAndIncrement(), People.COUNT);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
