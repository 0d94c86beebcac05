package dev.gatehouse.app;

import java.util.Arrays;
import java.util.List;

/** Where the process begins: reads the command, runs it, and turns a failure that was foreseen into one line. */
public final class Main {

    private static final String USAGE =
            "usage: gatehouse run | migrate | import accounts FILE [--organisation DOMAIN] | audit verify";

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        try {
            int status = run(Arrays.asList(arguments));
            if (status >= 0) {
                System.exit(status);
            }
        } catch (StartupException | Config.Invalid e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** The exit status of a command that is over, or -1 when the server goes on running. */
    private static int run(List<String> arguments) {
        String command = arguments.isEmpty() ? "run" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        return switch (command) {
            case "run" -> {
                Server.run(Config.from(System.getenv()));
                yield -1;
            }
            case "selftest" -> Server.selfTest(Config.from(System.getenv()));
            case "migrate" -> Commands.migrate(Config.from(System.getenv()));
            case "import" -> Commands.importAccounts(Config.from(System.getenv()), rest);
            case "audit" -> Commands.verifyAudit(Config.from(System.getenv()), rest);
            default -> {
                System.err.println(USAGE);
                yield 2;
            }
        };
    }
}
