package dev.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.crypto.PasswordHasher.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {
    private static final Argon2Parameters QUICK = new Argon2Parameters(64, 1, 1, 32);
    private static final Argon2Parameters STRONGER = new Argon2Parameters(128, 2, 1, 32);
    private static final Password PASSWORD = Password.of("correct horse");
    private static final Password WRONG = Password.of("correct house");

    private final PasswordHasher hasher = hasher(QUICK);

    @Test
    void hashShouldVerifyAndNotNeedRehash() {
        String encoded = hasher.hash(PASSWORD);

        assertThat(encoded).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(hasher.verify(PASSWORD, encoded)).isEqualTo(new Verdict(true, false));
        assertThat(hasher.verify(WRONG, encoded)).isEqualTo(new Verdict(false, false));
    }

    @Test
    void hashShouldSaltEachTime() {
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hasher.hash(PASSWORD));
    }

    @Test
    void otherParametersShouldVerifyAndNeedRehash() {
        String encoded = hasher.hash(PASSWORD);

        assertThat(hasher(STRONGER).verify(PASSWORD, encoded)).isEqualTo(new Verdict(true, true));
        assertThat(hasher(STRONGER).verify(WRONG, encoded)).isEqualTo(new Verdict(false, false));
    }

    /** Made by libxcrypt, Python's hashlib and the reference argon2 program. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$pbkdf2-sha1$i=1000$+vv8/f7/c2FsdHNhbHT7/w$tR7GxDJxA8BtsHllXtYnXGerWc0",
                "$pbkdf2$1000$.vv8/f7/c2FsdHNhbHT7/w$tR7GxDJxA8BtsHllXtYnXGerWc0",
                "$pbkdf2-sha256$i=1000$+vv8/f7/c2FsdHNhbHT7/w$V+v3e6C4q+iJQdcUTGW6gUeRYRnFdT6A3H+67yGo9Yo",
                "$pbkdf2-sha256$i=1000,l=32$+vv8/f7/c2FsdHNhbHT7/w$V+v3e6C4q+iJQdcUTGW6gUeRYRnFdT6A3H+67yGo9Yo",
                "$pbkdf2-sha256$1000$.vv8/f7/c2FsdHNhbHT7/w$V.v3e6C4q.iJQdcUTGW6gUeRYRnFdT6A3H.67yGo9Yo",
                "$pbkdf2-sha512$1000$.vv8/f7/c2FsdHNhbHT7/w$m6d0RUBcI3kd51GdWlOexCz7sEd1fPCjeIkEO81vxrMVv0y8LY9ow2L"
                        + "57nL2ei5cwKFo.11wB13yys4u0GPoHA",
                "pbkdf2_sha256$1000$Xk3jPq8vBz1L$gSFX71jQLX2NAmSXmbSz9rUS0dY4Jl1QgOZHt7yf3fo=",
                "$argon2i$v=19$m=1024,t=3,p=2$c29tZXNhbHQxMjM0NTY3OA$NiyRWJXz+/GStDErOW/I0tKR+h1qoC3QSVYDiMwN31A",
                "$argon2id$v=19$m=1024,t=2,p=4$c29tZXNhbHQxMjM0NTY3OA$ipHJQSbZyb/7XnNwOdkC69ynKL81wtgaD2rNilYOFSw",
                "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHQxMjM0NTY3OA$mxcSbmr/D6/SjFQHrbYAXfGQAcpkbEI+GffVDdMLDRY",
                "$argon2id$v=19$m=1024,t=2,p=1$c2hvcnRzYWw$99QQw9b+qhH6f66Y1BET7JZ7bKWFJPkK",
            })
    void importedHashesShouldVerifyAndNeedRehash(String encoded) {
        assertThat(hasher.verify(PASSWORD, encoded)).isEqualTo(new Verdict(true, true));
        assertThat(hasher.verify(WRONG, encoded)).isEqualTo(new Verdict(false, false));
        assertThat(hasher.verify(Password.of(""), encoded)).isEqualTo(new Verdict(false, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$05$abcdefghijklmnopqrstuunZ.Q4kXCjHW5juis1KxMBFLhZAjFHUy",
                "pbkdf2_sha256$1000$Xk3jPq8vBz1L$1CY0Di9Y4QolWqApSLeJng9iN3UOhaWuSyczFID5l2U=",
            })
    void importedHashesShouldVerifyWhateverTheUnicodeForm(String encoded) {
        assertThat(hasher.verify(Password.of("gr\u00fc\u00dfe aus K\u00f6ln"), encoded)
                        .matches())
                .isTrue();
        assertThat(hasher.verify(Password.of("gru\u0308\u00dfe aus Ko\u0308ln"), encoded)
                        .matches())
                .isTrue();
    }

    @Test
    void bcryptShouldSeeTheFirst72BytesOnlyUntilTheHashIsUpgraded() {
        String encoded = "$2b$05$abcdefghijklmnopqrstuujf8SX2ahXLwp9w/B.Y5XdysS6yR576q";
        Password longer = Password.of("x".repeat(80));

        assertThat(hasher.verify(longer, encoded)).isEqualTo(new Verdict(true, true));
        assertThat(hasher.verify(Password.of("x".repeat(71)), encoded).matches())
                .isFalse();
        assertThat(hasher.verify(Password.of("x".repeat(72)), hasher.hash(longer))
                        .matches())
                .isFalse();
    }

    @Test
    void verifyUnknownUserShouldHashOnceWithTheCurrentParametersAndNeverMatch() {
        CountingArgon2 counting = new CountingArgon2();
        PasswordHasher counted = new PasswordHasher(counting, QUICK);
        String known = counted.hash(PASSWORD);
        counting.calls = 0;

        counted.verify(WRONG, known);
        Verdict unknown = counted.verifyUnknownUser(WRONG);

        assertThat(unknown).isEqualTo(new Verdict(false, false));
        assertThat(counting.calls).isEqualTo(2);
        assertThat(counting.last).isEqualTo(QUICK);
    }

    private static PasswordHasher hasher(Argon2Parameters parameters) {
        return new PasswordHasher(new BouncyCastleArgon2(), parameters);
    }

    private static final class CountingArgon2 implements Argon2 {
        private int calls;
        private Argon2Parameters last = Argon2Parameters.DEFAULT;

        @Override
        public byte[] hash(Type type, byte[] password, byte[] salt, Argon2Parameters parameters) {
            calls++;
            last = parameters;
            return new BouncyCastleArgon2().hash(type, password, salt, parameters);
        }
    }
}
