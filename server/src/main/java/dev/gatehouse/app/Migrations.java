package dev.gatehouse.app;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date, on the main thread, before anything is served. */
final class Migrations {

    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * @return how many migrations were applied
     * @throws StartupException if the database cannot be reached or a migration fails
     */
    static int run(Config.Database database) {
        try {
            return Flyway.configure()
                    .dataSource(
                            database.address().jdbc(),
                            database.user(),
                            database.password().value())
                    .locations("classpath:db/migration")
                    .table("schema_history")
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new StartupException("The database schema could not be brought up to date: " + e.getMessage(), e);
        }
    }
}
