package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way to an external database, against a server with a certificate of the test's own issuer. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DatabaseTlsIT {

    private static final Vertx VERTX = Vertx.vertx();
    private static Path temp = Path.of("set before all tests");
    private static Path issuer = temp;
    private static Path stranger = temp;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void serveWithCertificate(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        temp = folder;
        EmbeddedPostgres.start(folder.resolve("postgres"), Optional.empty()).close();
        X509Bundle authority = authority();
        X509Bundle server = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .buildIssuedBy(authority);
        issuer = Files.writeString(folder.resolve("issuer.pem"), authority.getCertificatePEM());
        stranger = Files.writeString(folder.resolve("stranger.pem"), authority().getCertificatePEM());
        Path data = folder.resolve("postgres").resolve("data");
        give(data, "server.crt", server.getCertificatePEM());
        give(data, "server.key", server.getPrivateKeyPEM());
        Files.writeString(data.resolve("postgresql.conf"), "\nssl = on\n", StandardOpenOption.APPEND);
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), Optional.empty());
    }

    @AfterAll
    static void stop() {
        postgres.close();
        AppNode.await(VERTX.close());
    }

    @Test
    void aCertificateOfTheNamedIssuerForTheHostIsTaken() throws Exception {
        Config.Database database = database("localhost", "verify-full&sslrootcert=" + issuer);

        assertThat(encrypted(database)).isTrue();
        assertThat(Migrations.run(database)).isPositive();
    }

    @Test
    void aCertificateOfAnotherIssuerIsRefused() {
        Config.Database database = database("localhost", "verify-full&sslrootcert=" + stranger);

        assertThatThrownBy(() -> encrypted(database)).hasStackTraceContaining("SSL handshake failed");
        assertThatThrownBy(() -> Migrations.run(database)).isInstanceOf(StartupException.class);
    }

    @Test
    void aCertificateOfNoPublicIssuerIsRefused() {
        Config.Database database = database("localhost", "verify-full");

        assertThatThrownBy(() -> encrypted(database)).hasStackTraceContaining("SSL handshake failed");
        assertThatThrownBy(() -> Migrations.run(database)).isInstanceOf(StartupException.class);
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        Config.Database database = database("127.0.0.1", "verify-full&sslrootcert=" + issuer);

        assertThatThrownBy(() -> encrypted(database)).hasStackTraceContaining("SSL handshake failed");
        assertThatThrownBy(() -> Migrations.run(database)).isInstanceOf(StartupException.class);
    }

    @Test
    void requireEncryptsAndDisableDoesNot() throws Exception {
        assertThat(encrypted(database("127.0.0.1", "require"))).isTrue();
        assertThat(encrypted(database("127.0.0.1", "disable"))).isFalse();
    }

    private static Config.Database database(String host, String mode) {
        return new Config.Database(
                DatabaseAddress.parse("postgresql://" + host + ":" + postgres.port() + "/" + postgres.database()
                        + "?sslmode=" + mode),
                postgres.user(),
                new Config.Secret(postgres.password()),
                2);
    }

    private static boolean encrypted(Config.Database database) {
        return AppNode.await(PgConnection.connect(
                        VERTX,
                        database.address()
                                .options()
                                .setUser(database.user())
                                .setPassword(database.password().value()))
                .compose(connection -> connection
                        .query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                        .execute()
                        .map(rows -> rows.iterator().next().getBoolean(0))
                        .eventually(connection::close)));
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .subject("CN=Authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static void give(Path data, String name, String content) throws IOException {
        Path file = Files.createFile(
                data.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
        Files.setOwner(file, Files.getOwner(data));
    }
}
