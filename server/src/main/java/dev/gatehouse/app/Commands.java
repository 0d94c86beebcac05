package dev.gatehouse.app;

import java.util.List;

/** The commands that do one thing and end. */
final class Commands {

    private Commands() {}

    /** Brings the schema up to date and says what was done. */
    static int migrate(Config config) {
        try (Installation installation = Installation.open(config)) {
            System.out.println(installation.migrate() + " migrations applied; the schema is up to date.");
            return 0;
        }
    }

    static int importAccounts(Config config, List<String> arguments) {
        return 1;
    }

    static int verifyAudit(Config config, List<String> arguments) {
        return 1;
    }
}
