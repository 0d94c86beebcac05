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

    @Test
    void aDatabaseOfOnesOwnIsProductionAndWantsKeyAndRelay() {
        assertThatThrownBy(() -> Config.from(database("postgresql://db/gatehouse")))
                .isInstanceOf(Config.Invalid.class)
                .hasMessageContainingAll("GATEHOUSE_MASTER_KEY is required", "GATEHOUSE_RELAY_HOST is required");
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
