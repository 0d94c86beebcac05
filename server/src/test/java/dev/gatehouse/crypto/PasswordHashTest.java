package dev.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final String ARGON2_TAIL = "$c29tZXNhbHQxMjM0NTY3OA$mxcSbmr/D6/SjFQHrbYAXfGQAcpkbEI+GffVDdMLDRY";
    private static final String BCRYPT_TAIL = "$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
    private static final String PBKDF2_TAIL = "$.vv8/f7/c2FsdHNhbHT7/w$V.v3e6C4q.iJQdcUTGW6gUeRYRnFdT6A3H.67yGo9Yo";

    @Test
    void parseShouldTellTheScheme() {
        assertThat(PasswordHash.parse("$argon2id$v=19$m=1024,t=2,p=1" + ARGON2_TAIL)
                        .scheme())
                .isEqualTo("argon2id");
        assertThat(PasswordHash.parse("$argon2i$v=19$m=1024,t=2,p=1" + ARGON2_TAIL)
                        .scheme())
                .isEqualTo("argon2i");
        assertThat(PasswordHash.parse("$2y$10" + BCRYPT_TAIL).scheme()).isEqualTo("bcrypt");
        assertThat(PasswordHash.parse("$pbkdf2-sha256$29000" + PBKDF2_TAIL).scheme())
                .isEqualTo("pbkdf2-sha256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "m=1048576,t=1,p=1; memory must be",
                "m=999999999,t=999999999,p=999; parallelism must be",
                "m=131072,t=5,p=1; iterations must be",
                "m=1024,t=999999999,p=1; iterations must be",
                "m=1024,t=0,p=1; iterations must be",
                "m=8,t=1,p=16; memory must be",
            })
    void parseShouldRefuseCostlyArgon2(String costs, String reason) {
        assertThatThrownBy(() -> PasswordHash.parse("$argon2id$v=19$" + costs + ARGON2_TAIL))
                .isInstanceOf(InvalidPasswordHash.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "31", "99", "03", "00"})
    void parseShouldRefuseCostlyBcrypt(String cost) {
        assertThatThrownBy(() -> PasswordHash.parse("$2b$" + cost + BCRYPT_TAIL))
                .isInstanceOf(InvalidPasswordHash.class)
                .hasMessageContaining("cost must be 4 to 14");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1500001", "999999999"})
    void parseShouldRefuseCostlyPbkdf2(String iterations) {
        assertThatThrownBy(() -> PasswordHash.parse("$pbkdf2-sha256$" + iterations + PBKDF2_TAIL))
                .isInstanceOf(InvalidPasswordHash.class)
                .hasMessageContaining("iterations must be 1 to 1500000");
    }

    @Test
    void parseShouldRefuseCostlyPbkdf2OfSha512Sooner() {
        assertThatThrownBy(() -> PasswordHash.parse("$pbkdf2-sha512$500001" + PBKDF2_TAIL))
                .isInstanceOf(InvalidPasswordHash.class)
                .hasMessageContaining("iterations must be 1 to 500000");
    }

    @Test
    void parseShouldRefusePbkdf2LongerThanItsDigest() {
        assertThatThrownBy(() -> PasswordHash.parse("$pbkdf2-sha1$1000" + PBKDF2_TAIL))
                .isInstanceOf(InvalidPasswordHash.class)
                .hasMessageContaining("digest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$",
                "$argon2",
                "$argon2d$v=19$m=1024,t=2,p=1$c29tZXNhbHQxMjM0NTY3OA$mxcSbmr/D6/SjFQHrbYAXfGQAcpkbEI+GffVDdMLDRY",
                "$argon2id$v=16$m=1024,t=2,p=1$c29tZXNhbHQxMjM0NTY3OA$mxcSbmr/D6/SjFQHrbYAXfGQAcpkbEI+GffVDdMLDRY",
                "$argon2id$m=1024,t=2,p=1$c29tZXNhbHQxMjM0NTY3OA$mxcSbmr/D6/SjFQHrbYAXfGQAcpkbEI+GffVDdMLDRY",
                "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbA$mxcSbmr/D6/SjFQHrbYAXfGQAcpkbEI+GffVDdMLDRY",
                "$argon2id$v=19$m=1024,t=2,p=1$!!!tZXNhbHQxMjM0NTY3OA$mxcSbmr/D6/SjFQHrbYAXfGQAcpkbEI",
                "$argon2id$v=19$m=1024,t=2,p=1,keyid=AP8$c29tZXNhbHQxMjM0NTY3OA$mxcSbmr/D6/SjFQHrbYAXfGQAcpkbEI",
                "$2x$10$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$2b$10$short",
                "$2b$1x$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$pbkdf2-md5$1000$.vv8/f7/c2FsdHNhbHT7/w$V.v3e6C4q.iJQdcUTGW6gUeRYRnFdT6A3H.67yGo9Yo",
                "$pbkdf2-sha256$1000$.vv8/f7/c2FsdHNhbHT7/w",
                "pbkdf2_sha256$1000$$gSFX71jQLX2NAmSXmbSz9rUS0dY4Jl1QgOZHt7yf3fo=",
                "$5$rounds=5000$abc$def",
                "$6$abc$def",
                "$1$abc$def",
                "{SSHA}abcdef",
                "0\u0000",
            })
    void parseShouldRefuseWhatItDoesNotKnow(String encoded) {
        assertThatThrownBy(() -> PasswordHash.parse(encoded)).isInstanceOf(InvalidPasswordHash.class);
    }

    @Test
    void parseShouldRefuseOverlongText() {
        assertThatThrownBy(() -> PasswordHash.parse("$argon2id$" + "a".repeat(100_000)))
                .isInstanceOf(InvalidPasswordHash.class)
                .hasMessageContaining("512");
    }

    @Test
    void neitherReasonNorToStringShouldShowTheHash() {
        assertThat(PasswordHash.parse("$2y$10" + BCRYPT_TAIL).toString()).doesNotContain("HNbAKRhp");
        assertThat(PasswordHash.parse("$argon2id$v=19$m=1024,t=2,p=1" + ARGON2_TAIL)
                        .toString())
                .doesNotContain("mxcSbmr");
        assertThatThrownBy(() -> PasswordHash.parse("$2x$10" + BCRYPT_TAIL))
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("HNbAKRhp");
    }
}
