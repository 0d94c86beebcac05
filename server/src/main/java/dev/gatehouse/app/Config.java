package dev.gatehouse.app;

import dev.gatehouse.http.Network;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a server, read from {@code GATEHOUSE_*} environment variables. Secrets can also be given as a file, by the
 * same name with {@code _FILE} behind it; they print as {@code ***}.
 *
 * @param production no demonstration: mail is sent, not captured; so unless {@code GATEHOUSE_MODE} says otherwise once an external
 *     database is given
 * @param publicUrl the address people type; links in mail and the origin check use it
 * @param postgresBinaries where the programs of the embedded database are, when not in their usual place
 * @param drain how long a stopping server goes on serving after it has said that it is not ready
 */
public record Config(
        boolean production,
        Path dataDir,
        URI publicUrl,
        int httpPort,
        int managementPort,
        String managementHost,
        List<Network> trustedProxies,
        Optional<Database> database,
        Optional<S3> s3,
        Optional<Relay> relay,
        String mailFrom,
        Optional<Secret> masterKey,
        Optional<FirstAdministrator> firstAdministrator,
        Optional<Path> postgresBinaries,
        Duration drain,
        Argon2 argon2) {

    /** A value that must not be printed. */
    public record Secret(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** An external PostgreSQL. */
    public record Database(DatabaseAddress address, String user, Secret password) {}

    /** An S3-compatible object store. */
    public record S3(URI endpoint, String region, String bucket, Secret accessKey, Secret secretKey) {}

    /** The SMTP server that takes our outgoing mail. */
    public record Relay(String host, int port, boolean tls, Optional<String> user, Optional<Secret> password) {}

    /** Who is invited to administer a new installation, and what the provider is called. */
    public record FirstAdministrator(String email, String organisation) {}

    /** Cost of password hashing (RFC 9106), and how much of the machine it may take. */
    public record Argon2(
            int memoryKib, int iterations, int hashLength, int threads, int queue, Optional<String> library) {}

    /** Every mistake in the environment, told at once. */
    public static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Invalid(List<String> mistakes) {
            super("Gatehouse cannot start:\n  " + String.join("\n  ", mistakes));
        }
    }

    /**
     * Reads the settings.
     *
     * @throws Invalid naming every variable that is wrong
     */
    public static Config from(Map<String, String> environment) {
        Reader reader = new Reader(environment);
        int httpPort = reader.integer("HTTP_PORT", 8080, 0, 65_535);
        Optional<Database> database = reader.database();
        boolean production = reader.production(database.isPresent());
        Config config = new Config(
                production,
                Path.of(reader.text("DATA_DIR").orElse(".gatehouse"))
                        .toAbsolutePath()
                        .normalize(),
                reader.url("PUBLIC_URL", "http://localhost:" + httpPort),
                httpPort,
                reader.integer("MANAGEMENT_PORT", 9090, 0, 65_535),
                reader.text("MANAGEMENT_HOST").orElse("127.0.0.1"),
                reader.networks("TRUSTED_PROXIES"),
                database,
                reader.s3(),
                reader.relay(),
                reader.text("MAIL_FROM").orElse("Gatehouse <gatehouse@localhost>"),
                reader.secret("MASTER_KEY"),
                reader.text("FIRST_ADMIN")
                        .map(email -> new FirstAdministrator(
                                email, reader.text("PROVIDER_NAME").orElse("Provider"))),
                reader.text("POSTGRES_BIN").map(Path::of),
                Duration.ofSeconds(reader.integer("DRAIN_SECONDS", production ? 5 : 0, 0, 300)),
                reader.argon2());
        if (production && config.masterKey().isEmpty()) {
            reader.mistakes.add("GATEHOUSE_MASTER_KEY is required in production (32 bytes in Base64,"
                    + " for example from: openssl rand -base64 32)");
        }
        if (production && config.relay().isEmpty()) {
            reader.mistakes.add(
                    "GATEHOUSE_RELAY_HOST is required with an external database: codes and links go by mail");
        }
        if (!reader.mistakes.isEmpty()) {
            throw new Invalid(reader.mistakes);
        }
        return config;
    }

    private static final class Reader {

        private final Map<String, String> environment;
        private final List<String> mistakes = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(environment.get("GATEHOUSE_" + name)).filter(value -> !value.isBlank());
        }

        boolean production(boolean standard) {
            String mode = text("MODE").orElse(standard ? "production" : "demo");
            if (!mode.equals("production") && !mode.equals("demo")) {
                mistakes.add("GATEHOUSE_MODE must be production or demo");
            }
            return mode.equals("production");
        }

        Optional<Secret> secret(String name) {
            Optional<String> file = text(name + "_FILE");
            if (file.isEmpty()) {
                return text(name).map(Secret::new);
            }
            try {
                return Optional.of(new Secret(Files.readString(Path.of(file.get()), StandardCharsets.UTF_8)
                        .strip()));
            } catch (IOException e) {
                mistakes.add("GATEHOUSE_" + name + "_FILE: " + file.get() + " cannot be read");
                return Optional.empty();
            }
        }

        int integer(String name, int standard, int min, int max) {
            Optional<String> text = text(name);
            if (text.isEmpty()) {
                return standard;
            }
            if (text.get().matches("\\d{1,9}")) {
                int value = Integer.parseInt(text.get());
                if (value >= min && value <= max) {
                    return value;
                }
            }
            mistakes.add("GATEHOUSE_" + name + " must be a number from " + min + " to " + max);
            return standard;
        }

        URI url(String name, String standard) {
            return parsed(name, text(name).orElse(standard), URI.create(standard), Config::webAddress);
        }

        List<Network> networks(String name) {
            return text(name).stream()
                    .flatMap(list -> Arrays.stream(list.split(",", -1)))
                    .map(String::strip)
                    .flatMap(item ->
                            parsed(name, item, Optional.<Network>empty(), text -> Optional.of(Network.parse(text)))
                                    .stream())
                    .toList();
        }

        Optional<Database> database() {
            Optional<DatabaseAddress> address = text("DATABASE_URL")
                    .flatMap(text -> parsed(
                            "DATABASE_URL", text, Optional.empty(), url -> Optional.of(DatabaseAddress.parse(url))));
            Optional<String> user = text("DATABASE_USER");
            Optional<Secret> password = secret("DATABASE_PASSWORD");
            return address.map(found -> new Database(
                    found,
                    required("DATABASE_USER", user, "gatehouse"),
                    required("DATABASE_PASSWORD", password, new Secret(""))));
        }

        Optional<S3> s3() {
            if (text("S3_ENDPOINT").isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new S3(
                    url("S3_ENDPOINT", "http://localhost"),
                    text("S3_REGION").orElse("us-east-1"),
                    required("S3_BUCKET", text("S3_BUCKET"), ""),
                    required("S3_ACCESS_KEY", secret("S3_ACCESS_KEY"), new Secret("")),
                    required("S3_SECRET_KEY", secret("S3_SECRET_KEY"), new Secret(""))));
        }

        Optional<Relay> relay() {
            return text("RELAY_HOST")
                    .map(host -> new Relay(
                            host,
                            integer("RELAY_PORT", 587, 1, 65_535),
                            !"off".equals(text("RELAY_TLS").orElse("required")),
                            text("RELAY_USER"),
                            secret("RELAY_PASSWORD")));
        }

        Argon2 argon2() {
            int cores = Runtime.getRuntime().availableProcessors();
            return new Argon2(
                    integer("ARGON2_MEMORY_KIB", 19_456, 7_168, 1_048_576),
                    integer("ARGON2_ITERATIONS", 2, 1, 20),
                    integer("ARGON2_HASH_LENGTH", 32, 16, 64),
                    integer("ARGON2_THREADS", Math.max(1, cores - 1), 1, 64),
                    integer("ARGON2_QUEUE", 64, 1, 10_000),
                    text("ARGON2_LIBRARY"));
        }

        private <T> T required(String name, Optional<T> value, T stand) {
            if (value.isEmpty()) {
                mistakes.add("GATEHOUSE_" + name + " is required");
            }
            return value.orElse(stand);
        }

        private <T> T parsed(String name, String text, T standard, Function<String, T> parser) {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                mistakes.add("GATEHOUSE_" + name + " is not valid: " + e.getMessage());
                return standard;
            }
        }
    }

    private static URI webAddress(String text) {
        URI url = URI.create(text);
        boolean web = ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null;
        if (!web) {
            throw new IllegalArgumentException("not http://host or https://host");
        }
        return url;
    }
}
