package dev.gatehouse.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.factor.Totp.Algorithm;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);
    private static final long STEP = 1_111_111_111 / 30;

    private final Totp totp = Totp.STANDARD;

    @Test
    void codeShouldComputeTheHotpVectorsOfRfc4226() {
        List<String> expected = List.of(
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489");

        for (int counter = 0; counter < expected.size(); counter++) {
            assertThat(totp.code(SECRET, counter)).isEqualTo(expected.get(counter));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "59, 94287082, 46119246, 90693936",
        "1111111109, 07081804, 68084774, 25091201",
        "1111111111, 14050471, 67062674, 99943326",
        "1234567890, 89005924, 91819424, 93441116",
        "2000000000, 69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"
    })
    void codeShouldComputeTheVectorsOfRfc6238(long seconds, String sha1, String sha256, String sha512) {
        assertThat(eightDigits(Algorithm.SHA1, 20, seconds)).isEqualTo(sha1);
        assertThat(eightDigits(Algorithm.SHA256, 32, seconds)).isEqualTo(sha256);
        assertThat(eightDigits(Algorithm.SHA512, 64, seconds)).isEqualTo(sha512);
    }

    @Test
    void matchShouldReturnTheStepWithinTheWindow() {
        for (long step = STEP - 1; step <= STEP + 1; step++) {
            assertThat(totp.match(SECRET, totp.code(SECRET, step), NOW, 0)).hasValue(step);
        }
    }

    @Test
    void matchShouldRefuseOutsideTheWindow() {
        assertThat(totp.match(SECRET, totp.code(SECRET, STEP - 2), NOW, 0)).isEmpty();
        assertThat(totp.match(SECRET, totp.code(SECRET, STEP + 2), NOW, 0)).isEmpty();
    }

    @Test
    void matchShouldRefuseAUsedStepAndAllBeforeIt() {
        assertThat(totp.match(SECRET, totp.code(SECRET, STEP), NOW, STEP)).isEmpty();
        assertThat(totp.match(SECRET, totp.code(SECRET, STEP - 1), NOW, STEP)).isEmpty();
        assertThat(totp.match(SECRET, totp.code(SECRET, STEP + 1), NOW, STEP)).hasValue(STEP + 1);
    }

    @Test
    void matchShouldIgnoreSpaces() {
        String code = totp.code(SECRET, STEP);

        assertThat(totp.match(SECRET, " " + code.substring(0, 3) + " " + code.substring(3), NOW, 0))
                .hasValue(STEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "05047", "0504711", "abcdef", "\u0660\u0665\u0660\u0664\u0667\u0661", "-50471"})
    void matchShouldRefuseWhatIsNoCode(String code) {
        assertThat(totp.match(SECRET, code, NOW, 0)).isEmpty();
    }

    @Test
    void newSecretShouldBe160RandomBits() {
        byte[] secret = Totp.newSecret(new SecureRandom());

        assertThat(secret).hasSize(20).isNotEqualTo(Totp.newSecret(new SecureRandom()));
    }

    @Test
    void constructorShouldRefuseWeakShapes() {
        assertThatThrownBy(() -> new Totp(Algorithm.SHA1, 5, Duration.ofSeconds(30), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Totp(Algorithm.SHA1, 6, Duration.ofMillis(30), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void uriShouldFollowTheKeyUriFormat() {
        assertThat(TotpSecret.uri(totp, "Acme & S\u00f6hne: Mail", "al ice+x@acme.example", SECRET))
                .isEqualTo("otpauth://totp/Acme%20%26%20S%C3%B6hne%20Mail:al%20ice%2Bx%40acme.example"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme%20%26%20S%C3%B6hne%20Mail"
                        + "&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void base32ShouldHaveNoPadding() {
        assertThat(TotpSecret.base32("foobar".getBytes(US_ASCII))).isEqualTo("MZXW6YTBOI");
    }

    private static String eightDigits(Algorithm algorithm, int secretLength, long seconds) {
        byte[] secret = "1234567890".repeat(7).substring(0, secretLength).getBytes(US_ASCII);
        Totp totp = new Totp(algorithm, 8, Duration.ofSeconds(30), 1);
        return totp.code(secret, totp.step(Instant.ofEpochSecond(seconds)));
    }
}
