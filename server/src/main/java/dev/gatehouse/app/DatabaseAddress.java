package dev.gatehouse.app;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where a PostgreSQL is, and how the way to it is protected. Written as libpq writes it:
 * {@code postgresql://host:5432/name?sslmode=verify-full&sslrootcert=/path/ca.pem}.
 */
public record DatabaseAddress(String host, int port, String name, Tls tls, Optional<Path> rootCertificate) {

    /** How a connection is protected; the names are those of libpq's {@code sslmode}. */
    public enum Tls {
        /** Not at all. */
        DISABLE,
        /** Encrypted, but whoever answers is believed: no defence against somebody in between. */
        REQUIRE,
        /** Encrypted, and the certificate is of a trusted issuer and names the host. */
        VERIFY_FULL;

        private static Tls parse(String text) {
            return switch (text) {
                case "disable" -> DISABLE;
                case "require" -> REQUIRE;
                case "verify-full" -> VERIFY_FULL;
                default -> throw new IllegalArgumentException("sslmode is disable, require or verify-full");
            };
        }
    }

    /** A server reached without TLS, as on the loopback interface. */
    public static DatabaseAddress plain(String host, int port, String name) {
        return new DatabaseAddress(host, port, name, Tls.DISABLE, Optional.empty());
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is not one, has a parameter other than {@code sslmode} and {@code sslrootcert}, or names
     *     a file of certificates that cannot be read
     */
    public static DatabaseAddress parse(String text) {
        URI url = URI.create(text);
        boolean postgres = ("postgresql".equals(url.getScheme()) || "postgres".equals(url.getScheme()))
                && url.getHost() != null
                && url.getPath().length() > 1;
        if (!postgres) {
            throw new IllegalArgumentException("not postgresql://host:port/name");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("user and password have variables of their own");
        }
        Map<String, String> parameters = Optional.ofNullable(url.getQuery()).stream()
                .flatMap(query -> Arrays.stream(query.split("&", -1)))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length == 2 ? pair[1] : ""));
        parameters.keySet().stream()
                .filter(name -> !name.equals("sslmode") && !name.equals("sslrootcert"))
                .findAny()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("only sslmode and sslrootcert are known");
                });
        Tls tls = Tls.parse(parameters.getOrDefault("sslmode", "disable"));
        Optional<Path> certificate =
                Optional.ofNullable(parameters.get("sslrootcert")).map(Path::of);
        if (certificate.isPresent() && tls != Tls.VERIFY_FULL) {
            throw new IllegalArgumentException("sslrootcert needs sslmode=verify-full");
        }
        if (certificate.isPresent() && !Files.isReadable(certificate.get())) {
            throw new IllegalArgumentException(certificate.get() + " cannot be read");
        }
        return new DatabaseAddress(
                url.getHost(),
                url.getPort() < 0 ? 5432 : url.getPort(),
                url.getPath().substring(1),
                tls,
                certificate);
    }

    /** What the JDBC driver is given. */
    String jdbc() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name + "?sslmode="
                + switch (tls) {
                    case DISABLE -> "disable";
                    case REQUIRE -> "require";
                    case VERIFY_FULL ->
                        "verify-full&"
                                + rootCertificate
                                        .map(path -> "sslrootcert="
                                                + URLEncoder.encode(path.toString(), StandardCharsets.UTF_8))
                                        .orElse("sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
                };
    }

    /** What the reactive client is given. */
    PgConnectOptions options() {
        PgConnectOptions options =
                new PgConnectOptions().setHost(host).setPort(port).setDatabase(name);
        return switch (tls) {
            case DISABLE -> options.setSslMode(SslMode.DISABLE);
            case REQUIRE -> options.setSslMode(SslMode.REQUIRE).setSslOptions(new ClientSSLOptions().setTrustAll(true));
            case VERIFY_FULL -> options.setSslMode(SslMode.VERIFY_FULL).setSslOptions(verifying());
        };
    }

    private ClientSSLOptions verifying() {
        TrustOptions trust = rootCertificate
                .<TrustOptions>map(path -> new PemTrustOptions().addCertPath(path.toString()))
                .orElseGet(DatabaseAddress::publicIssuers);
        return new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS").setTrustOptions(trust);
    }

    private static TrustOptions publicIssuers() {
        try {
            TrustManagerFactory issuers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            issuers.init((KeyStore) null);
            return TrustOptions.wrap(issuers.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new StartupException("The certificates that this JDK trusts cannot be read", e);
        }
    }
}
