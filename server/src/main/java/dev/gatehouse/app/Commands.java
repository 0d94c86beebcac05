package dev.gatehouse.app;

import dev.gatehouse.audit.Progress;
import dev.gatehouse.audit.Verdict;
import dev.gatehouse.health.Health;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** The commands that do one thing and end. */
final class Commands {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int PROGRESS_ENTRIES = 100_000;

    private Commands() {}

    /** Brings the schema up to date and says what was done. */
    static int migrate(Config config) {
        try (Installation installation = Installation.openForCommand(config)) {
            System.out.println(installation.migrate() + " migrations applied; the schema is up to date.");
            return OK;
        }
    }

    /** {@code accounts FILE [--organisation DOMAIN]}: 0 when every row was imported. */
    static int importAccounts(Config config, List<String> arguments) {
        boolean named = arguments.size() == 4 && arguments.get(2).equals("--organisation");
        if ((arguments.size() != 2 && !named) || !arguments.getFirst().equals("accounts")) {
            System.err.println("usage: gatehouse import accounts FILE [--organisation DOMAIN]");
            return MISUSED;
        }
        Optional<String> domain = named ? Optional.of(arguments.get(3)) : Optional.empty();
        Path file = Path.of(arguments.get(1)).toAbsolutePath();
        return with(config, app -> app.importAccounts(domain, file, System.out));
    }

    /** {@code verify}: a line for each organisation's audit log; 0 when all are intact. */
    static int verifyAudit(Config config, List<String> arguments) {
        if (!arguments.equals(List.of("verify"))) {
            System.err.println("usage: gatehouse audit verify");
            return MISUSED;
        }
        List<Verdict> verdicts = with(config, app -> app.verifyAudit(Commands::tell));
        verdicts.forEach(verdict -> System.out.println(verdict.organisationId() + "  "
                + (verdict.intact()
                        ? "intact, " + verdict.entries() + " entries"
                        : "BROKEN at entry " + verdict.brokenAt() + ": " + verdict.reason())));
        return verdicts.stream().allMatch(Verdict::intact) ? OK : FAILED;
    }

    /** Now and then, for logs so long that one would wonder; the verdicts come on standard output. */
    private static void tell(Progress progress) {
        if (progress.verdict().isEmpty() && progress.entries() % PROGRESS_ENTRIES == 0) {
            System.err.printf(
                    "%s  %,d of %,d entries%n", progress.organisationId(), progress.entries(), progress.total());
        }
    }

    /** Builds the application without serving anything, does the one thing, and takes it down again. */
    private static <T> T with(Config config, Function<App, Future<T>> work) {
        try (Installation installation = Installation.openForCommand(config)) {
            Vertx vertx = Vertx.vertx();
            App app = new App(
                    vertx,
                    config,
                    installation,
                    new Health(),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    Clock.tick(Clock.systemUTC(), Server.MICROSECOND));
            try {
                return await(work.apply(app));
            } finally {
                await(app.stop());
                app.close();
                await(vertx.close());
            }
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new StartupException("The command failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted");
        }
    }
}
