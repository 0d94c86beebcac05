package dev.gatehouse.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Starts the database of a folder, prints process number, port and password, and waits for the end of its input. */
final class EmbeddedPostgresChild {

    private EmbeddedPostgresChild() {}

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]), Optional.empty())) {
            System.out.println(postgres.pid() + " " + postgres.port() + " " + postgres.password());
            while (System.in.read() >= 0) {
                // until the parent ends it
            }
        } catch (StartupException failure) {
            System.out.println(failure.getMessage());
        }
    }
}
