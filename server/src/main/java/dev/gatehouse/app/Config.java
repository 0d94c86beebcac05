package dev.gatehouse.app;

import dev.gatehouse.account.EmailAddress;
import dev.gatehouse.crypto.Argon2Parameters;
import dev.gatehouse.http.Network;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings of a server, read from {@code GATEHOUSE_*} environment variables. Secrets can also be given as a file, by the
 * same name with {@code _FILE} behind it; they print as {@code ***}.
 *
 * @param production no demonstration: mail is sent, not captured; so unless {@code GATEHOUSE_MODE} says otherwise once an external
 *     database is given
 * @param publicUrl the address people type; links in mail and the origin check use it
 * @param postgresBinaries where the programs of the embedded database are, when not in their usual place
 * @param drain how long a stopping server goes on serving after it has said that it is not ready
 * @param federationNetworks where identity providers may be, besides the public Internet
 * @param unknown variables with our prefix that mean nothing
 */
public record Config(
        boolean production,
        Path dataDir,
        URI publicUrl,
        int httpPort,
        Management management,
        List<Network> trustedProxies,
        Optional<Database> database,
        Optional<S3> s3,
        Optional<Relay> relay,
        String mailFrom,
        Optional<Secret> masterKey,
        Optional<FirstAdministrator> firstAdministrator,
        Optional<Path> postgresBinaries,
        Duration drain,
        Hashing hashing,
        Optional<HostAndPort> dnsServer,
        List<Network> federationNetworks,
        List<String> unknown) {

    /** Bytes of a master key, at least. */
    static final int MASTER_KEY_BYTES = 32;

    // Read by the start script, the image or the log, not here.
    private static final Set<String> READ_ELSEWHERE =
            Set.of("HOME", "JAVA_HOME", "JAVA_OPTS", "JVM_FOLDER", "START_CACHE", "SMTP_PORT");
    private static final Pattern MAILBOX =
            Pattern.compile("[^<>@\\p{Cntrl}]*<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+");

    /** A value that must not be printed. */
    public record Secret(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** Where the management port listens. It knows no sign-in. */
    public record Management(String host, int port) {

        /** Only this machine reaches it. */
        boolean loopback() {
            return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
        }
    }

    /**
     * An external PostgreSQL.
     *
     * @param connections how many this server opens at most
     */
    public record Database(DatabaseAddress address, String user, Secret password, int connections) {}

    /** An S3-compatible object store. */
    public record S3(URI endpoint, String region, String bucket, Secret accessKey, Secret secretKey) {}

    /** The SMTP server that takes our outgoing mail. */
    public record Relay(String host, int port, boolean tls, Optional<String> user, Optional<Secret> password) {}

    /** Who is invited to administer a new installation, and what the provider is called. */
    public record FirstAdministrator(EmailAddress email, String organisation) {}

    /** How passwords are hashed, and how much of the machine that may take. */
    public record Hashing(Argon2Parameters parameters, int threads, int queue, Optional<String> library) {}

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
    public static Config from(Map<String, String> variables) {
        Environment environment = new Environment(variables, READ_ELSEWHERE);
        int httpPort = environment.integer("HTTP_PORT", 8080, 0, 65_535);
        Optional<Database> database = database(environment);
        boolean production = environment
                .word("MODE", database.isPresent() ? "production" : "demo", List.of("production", "demo"))
                .equals("production");
        environment.word("LOG_FORMAT", "json", List.of("json", "text"));
        environment.word("LOG_LEVEL", "INFO", List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"));
        Config config = new Config(
                production,
                environment
                        .parsed("DATA_DIR", Path::of)
                        .orElseGet(() -> Path.of(".gatehouse"))
                        .toAbsolutePath()
                        .normalize(),
                publicUrl(environment, production, httpPort),
                httpPort,
                new Management(
                        environment.text("MANAGEMENT_HOST").orElse("127.0.0.1"),
                        environment.integer("MANAGEMENT_PORT", 9090, 0, 65_535)),
                networks(environment, "TRUSTED_PROXIES", environment.text("TRUSTED_PROXIES")),
                database,
                s3(environment),
                relay(environment, production),
                mailFrom(environment, production),
                masterKey(environment, production),
                firstAdministrator(environment),
                environment.parsed("POSTGRES_BIN", Path::of),
                Duration.ofSeconds(environment.integer("DRAIN_SECONDS", production ? 5 : 0, 0, 300)),
                hashing(environment),
                environment.parsed("DNS_SERVER", Config::dnsServer),
                networks(environment, "FEDERATION_NETWORKS", environment.text("FEDERATION_NETWORKS")),
                environment.unknown());
        if (!environment.mistakes().isEmpty()) {
            throw new Invalid(environment.mistakes());
        }
        return config;
    }

    /** Captured mail holds codes and links, and the management port knows no sign-in: it is shown to this machine alone. */
    boolean showsCapturedMail() {
        return !production && management.loopback();
    }

    private static URI publicUrl(Environment environment, boolean production, int httpPort) {
        URI url = environment.webAddress("PUBLIC_URL", "http://localhost:" + httpPort);
        boolean bare = (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getRawUserInfo() == null;
        if (!bare) {
            environment.mistake(
                    "PUBLIC_URL", "must be a scheme and a host alone: cookies and passkeys belong to a host");
        }
        if (production && environment.text("PUBLIC_URL").isEmpty()) {
            environment.mistake("PUBLIC_URL", "is required in production: links in mail lead there");
        } else if (production
                && url.getScheme().equals("http")
                && !url.getHost().equals("localhost")) {
            environment.mistake("PUBLIC_URL", "must be https in production: cookies and passkeys need it");
        }
        return url;
    }

    private static List<Network> networks(Environment environment, String name, Optional<String> value) {
        return value.stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .flatMap(item -> environment.understood(name, () -> Network.parse(item)).stream())
                .toList();
    }

    private static HostAndPort dnsServer(String text) {
        HostAndPort address = HostAndPort.parseAuthority(text, 53);
        if (address == null) {
            throw new IllegalArgumentException("not host or host:port");
        }
        return address;
    }

    private static Optional<Database> database(Environment environment) {
        Optional<DatabaseAddress> address = environment.parsed("DATABASE_URL", DatabaseAddress::parse);
        Optional<String> user = environment.text("DATABASE_USER");
        Optional<Secret> password = environment.secret("DATABASE_PASSWORD");
        int connections = environment.integer("DATABASE_CONNECTIONS", 16, 2, 500);
        return address.map(found -> new Database(
                found,
                environment.required("DATABASE_USER", user, "gatehouse"),
                environment.required("DATABASE_PASSWORD", password, new Secret("")),
                connections));
    }

    private static Optional<S3> s3(Environment environment) {
        String region = environment.text("S3_REGION").orElse("us-east-1");
        Optional<String> bucket = environment.text("S3_BUCKET");
        Optional<Secret> accessKey = environment.secret("S3_ACCESS_KEY");
        Optional<Secret> secretKey = environment.secret("S3_SECRET_KEY");
        if (environment.text("S3_ENDPOINT").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new S3(
                environment.webAddress("S3_ENDPOINT", "http://localhost"),
                region,
                environment.required("S3_BUCKET", bucket, ""),
                environment.required("S3_ACCESS_KEY", accessKey, new Secret("")),
                environment.required("S3_SECRET_KEY", secretKey, new Secret(""))));
    }

    private static Optional<Relay> relay(Environment environment, boolean production) {
        int port = environment.integer("RELAY_PORT", 587, 1, 65_535);
        boolean tls = environment
                .word("RELAY_TLS", "required", List.of("required", "off"))
                .equals("required");
        Optional<String> user = environment.text("RELAY_USER");
        Optional<Secret> password = environment.secret("RELAY_PASSWORD");
        Optional<String> host = environment.text("RELAY_HOST");
        if (production && host.isEmpty()) {
            environment.mistake("RELAY_HOST", "is required in production: codes and links go by mail");
        }
        if (!production && host.isPresent()) {
            environment.mistake("RELAY_HOST", "is for production: a demonstration captures its mail and sends none");
        }
        return host.map(name -> new Relay(name, port, tls, user, password));
    }

    private static String mailFrom(Environment environment, boolean production) {
        Optional<String> from = environment.text("MAIL_FROM");
        if (production && from.isEmpty()) {
            environment.mistake("MAIL_FROM", "is required in production: your domain's SPF and DKIM must cover it");
        }
        String sender = from.orElse("Gatehouse <gatehouse@localhost>");
        if (!MAILBOX.matcher(sender).matches()) {
            environment.mistake("MAIL_FROM", "must be an address, or a name with <address> behind it");
        }
        return sender;
    }

    private static Optional<Secret> masterKey(Environment environment, boolean production) {
        Optional<Secret> key = environment.secret("MASTER_KEY");
        if (production && key.isEmpty()) {
            environment.mistake(
                    "MASTER_KEY",
                    "is required in production (32 bytes in Base64, for example from: openssl rand -base64 32)");
        }
        if (key.isPresent() && !longEnough(key.get())) {
            environment.mistake("MASTER_KEY", "must be at least " + MASTER_KEY_BYTES + " bytes in Base64");
        }
        return key;
    }

    private static boolean longEnough(Secret key) {
        try {
            return Base64.getDecoder().decode(key.value().strip()).length >= MASTER_KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static Optional<FirstAdministrator> firstAdministrator(Environment environment) {
        String provider = environment.text("PROVIDER_NAME").orElse("Provider");
        return environment
                .parsed("FIRST_ADMIN", text -> EmailAddress.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("not an e-mail address")))
                .map(email -> new FirstAdministrator(email, provider));
    }

    private static Hashing hashing(Environment environment) {
        int cores = Runtime.getRuntime().availableProcessors();
        int memory = environment.integer("ARGON2_MEMORY_KIB", 19_456, 7_168, 131_072);
        int iterations = environment.integer("ARGON2_ITERATIONS", 2, 1, 20);
        int length = environment.integer("ARGON2_HASH_LENGTH", 32, 16, 64);
        return new Hashing(
                environment
                        .understood("ARGON2_ITERATIONS", () -> new Argon2Parameters(memory, iterations, 1, length))
                        .orElse(Argon2Parameters.DEFAULT),
                environment.integer("ARGON2_THREADS", Math.max(1, cores - 1), 1, 64),
                environment.integer("ARGON2_QUEUE", 64, 1, 10_000),
                environment.text("ARGON2_LIBRARY"));
    }
}
