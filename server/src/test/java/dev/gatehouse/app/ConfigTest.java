package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {

    @Test
    void nothingSetIsTheDemonstration() {
        Config config = Config.from(Map.of());

        assertThat(config.production()).isFalse();
        assertThat(config.httpPort()).isEqualTo(8080);
        assertThat(config.publicUrl()).hasToString("http://localhost:8080");
        assertThat(config.database()).isEmpty();
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        Map<String, String> environment = Map.of(
                "GATEHOUSE_HTTP_PORT", "eighty",
                "GATEHOUSE_DATABASE_URL", "mysql://host/name",
                "GATEHOUSE_TRUSTED_PROXIES", "10.0.0.0/99",
                "GATEHOUSE_MODE", "test");

        assertThatThrownBy(() -> Config.from(environment))
                .isInstanceOf(Config.Invalid.class)
                .hasMessageContainingAll(
                        "GATEHOUSE_HTTP_PORT must be a number from 0 to 65535",
                        "GATEHOUSE_DATABASE_URL is not valid: not postgresql://host:port/name",
                        "GATEHOUSE_TRUSTED_PROXIES is not valid: 10.0.0.0/99 is not a network",
                        "GATEHOUSE_MODE must be production or demo");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.53, 192.0.2.53:53",
        "dns.example:5353, dns.example:5353",
        "[2001:db8::53]:54, [2001:db8::53]:54"
    })
    void theResolverMayHaveAPort(String written, String meant) {
        assertThat(Config.from(Map.of("GATEHOUSE_DNS_SERVER", written)).dnsServer())
                .map(Object::toString)
                .contains(meant);
    }

    @Test
    void aResolverThatIsNoneIsAMistake() {
        assertThatThrownBy(() -> Config.from(Map.of("GATEHOUSE_DNS_SERVER", "no host:at all")))
                .isInstanceOf(Config.Invalid.class)
                .hasMessageContaining("GATEHOUSE_DNS_SERVER is not valid: not host or host:port");
    }

    @Test
    void aDatabaseOfOnesOwnIsProductionAndWantsKeyAndRelay() {
        assertThatThrownBy(() -> Config.from(database("postgresql://db/gatehouse")))
                .isInstanceOf(Config.Invalid.class)
                .hasMessageContainingAll(
                        "GATEHOUSE_MASTER_KEY is required",
                        "GATEHOUSE_RELAY_HOST is required",
                        "GATEHOUSE_PUBLIC_URL is required",
                        "GATEHOUSE_MAIL_FROM is required");
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_URL, http://mail.example.org, must be https in production",
        "PUBLIC_URL, https://example.org/mail, must be a scheme and a host alone",
        "MAIL_FROM, gatehouse, must be an address",
        "RELAY_TLS, on, must be required or off",
        "MASTER_KEY, c2hvcnQ=, must be at least 32 bytes in Base64",
        "FIRST_ADMIN, root, is not valid: not an e-mail address",
        "LOG_LEVEL, verbose, must be OFF or ERROR or WARN or INFO or DEBUG or TRACE",
        "ARGON2_ITERATIONS, 20, 'is not valid: Argon2 iterations must be at least 1, and memory x iterations at most'",
        "S3_ENDPOINT, s3.example.net, is not valid: not http://host or https://host"
    })
    void aSettingThatCannotBeMeantIsRefused(String name, String value, String why) {
        Map<String, String> environment = production();
        assertThat(Config.from(environment).production()).isTrue();

        environment.put("GATEHOUSE_ARGON2_MEMORY_KIB", "131072");
        environment.put("GATEHOUSE_" + name, value);

        assertThatThrownBy(() -> Config.from(environment))
                .isInstanceOf(Config.Invalid.class)
                .hasMessageContaining("GATEHOUSE_" + name + " " + why);
    }

    @Test
    void aDemonstrationNeverSendsMail() {
        assertThatThrownBy(() -> Config.from(Map.of("GATEHOUSE_RELAY_HOST", "smtp.example.org")))
                .hasMessageContaining("GATEHOUSE_RELAY_HOST is for production");
    }

    @Test
    void capturedMailIsShownToThisMachineAlone() {
        assertThat(Config.from(Map.of()).showsCapturedMail()).isTrue();
        assertThat(Config.from(Map.of("GATEHOUSE_MANAGEMENT_HOST", "0.0.0.0")).showsCapturedMail())
                .isFalse();
        assertThat(Config.from(production()).showsCapturedMail()).isFalse();
    }

    @Test
    void aMisspeltNameIsNoticed() {
        assertThat(Config.from(Map.of("GATEHOUSE_HTPP_PORT", "80", "GATEHOUSE_LOG_LEVEL", "INFO"))
                        .unknown())
                .containsExactly("GATEHOUSE_HTPP_PORT");
    }

    private static Map<String, String> production() {
        Map<String, String> environment = database("postgresql://db/gatehouse");
        environment.put("GATEHOUSE_MASTER_KEY", AppNode.MASTER_KEY);
        environment.put("GATEHOUSE_RELAY_HOST", "smtp.example.org");
        environment.put("GATEHOUSE_MAIL_FROM", "Gatehouse <gatehouse@example.org>");
        environment.put("GATEHOUSE_PUBLIC_URL", "https://mail.example.org");
        return environment;
    }

    @Test
    void aSecretMayStandInAFileAndIsNeverPrinted(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hunter2hunter2\n");
        Map<String, String> environment = database("postgresql://db/gatehouse");
        environment.put("GATEHOUSE_MODE", "demo");
        environment.remove("GATEHOUSE_DATABASE_PASSWORD");
        environment.put("GATEHOUSE_DATABASE_PASSWORD_FILE", file.toString());

        Config config = Config.from(environment);

        assertThat(config.database())
                .hasValueSatisfying(
                        database -> assertThat(database.password().value()).isEqualTo("hunter2hunter2"));
        assertThat(config.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://db/gatehouse?sslmode=prefer, 'sslmode is disable, require or verify-full'",
        "postgresql://db/gatehouse?connect_timeout=3, only sslmode and sslrootcert are known",
        "postgresql://db/gatehouse?sslrootcert=/etc/hostname, sslrootcert needs sslmode=verify-full",
        "postgresql://db/gatehouse?sslmode=verify-full&sslrootcert=/no/such/file, /no/such/file cannot be read",
        "postgresql://gatehouse:hunter2@db/gatehouse, user and password have variables of their own",
        "postgresql://db, not postgresql://host:port/name"
    })
    void aDatabaseAddressThatIsNotUnderstoodIsRefusedWithoutItsPassword(String url, String why) {
        assertThatThrownBy(() -> Config.from(database(url)))
                .isInstanceOf(Config.Invalid.class)
                .hasMessageContaining("GATEHOUSE_DATABASE_URL is not valid: " + why)
                .message()
                .doesNotContain("hunter2");
    }

    private static Map<String, String> database(String url) {
        return new HashMap<>(Map.of(
                "GATEHOUSE_DATABASE_URL", url,
                "GATEHOUSE_DATABASE_USER", "gatehouse",
                "GATEHOUSE_DATABASE_PASSWORD", "hunter2hunter2"));
    }
}
