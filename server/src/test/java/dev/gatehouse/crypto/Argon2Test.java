package dev.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Argon2Test {
    private static final Argon2Parameters RFC_9106 = new Argon2Parameters(32, 3, 4, 32);

    private final BouncyCastleArgon2 bouncyCastle = new BouncyCastleArgon2();

    @Test
    void bouncyCastleShouldComputeTheArgon2idVectorOfRfc9106() {
        assertThat(rfc9106(Argon2.Type.ID))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void bouncyCastleShouldComputeTheArgon2iVectorOfRfc9106() {
        assertThat(rfc9106(Argon2.Type.I))
                .isEqualTo("c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8");
    }

    @Test
    void bouncyCastleShouldComputeTheHashThatLibsodiumIsCheckedWith() {
        assertThat(KnownHash.isComputedBy(bouncyCastle)).isTrue();
        assertThat(KnownHash.isComputedBy((type, password, salt, parameters) -> new byte[32]))
                .isFalse();
    }

    @Test
    void bestShouldRefuseALibraryThatIsNotLibsodium() {
        Argon2.Choice choice = Argon2.best(new Argon2Parameters(64, 1, 1, 32), List.of("libc.so.6"));

        assertThat(choice.name()).isEqualTo("BouncyCastle");
        assertThat(choice.reason()).contains("libc.so.6 cannot be loaded");
    }

    @Test
    void bestShouldChooseLibsodiumWhenItIsThere() {
        Argon2.Choice choice = Argon2.best(Argon2Parameters.DEFAULT, SodiumArgon2.USUAL_NAMES);
        assumeThat(choice.name()).as("no libsodium on this machine").isEqualTo("libsodium");

        assertThat(choice.reason()).contains("libsodium.so");
        assertThat(choice.millis()).isPositive();
    }

    @Test
    void bothImplementationsShouldAgreeOnRandomInputs() throws Exception {
        Argon2.Choice choice = Argon2.best(Argon2Parameters.DEFAULT, SodiumArgon2.USUAL_NAMES);
        assumeThat(choice.name()).as("no libsodium on this machine").isEqualTo("libsodium");
        Random random = new Random(9106);

        for (int i = 0; i < 200; i++) {
            byte[] password = new byte[random.nextInt(200)];
            byte[] salt = new byte[Argon2.SALT_BYTES];
            random.nextBytes(password);
            random.nextBytes(salt);
            Argon2Parameters parameters =
                    new Argon2Parameters(8 + random.nextInt(400), 1 + random.nextInt(4), 1, 16 + random.nextInt(49));

            assertThat(choice.argon2().hash(password, salt, parameters))
                    .as("%s", parameters)
                    .isEqualTo(bouncyCastle.hash(password, salt, parameters));
        }
    }

    @Test
    void bothImplementationsShouldAgreeOnTheDefaultParameters() {
        Argon2.Choice choice = Argon2.best(Argon2Parameters.DEFAULT, SodiumArgon2.USUAL_NAMES);
        byte[] password = {'p', 'a', 's', 's'};

        assertThat(choice.argon2().hash(password, new byte[16], Argon2Parameters.DEFAULT))
                .isEqualTo(bouncyCastle.hash(password, new byte[16], Argon2Parameters.DEFAULT));
    }

    @Test
    void whatLibsodiumCannotComputeShouldStillBeComputed() {
        Argon2 best =
                Argon2.best(Argon2Parameters.DEFAULT, SodiumArgon2.USUAL_NAMES).argon2();
        byte[] password = {1};

        assertThat(best.hash(Argon2.Type.ID, password, new byte[9], RFC_9106))
                .isEqualTo(bouncyCastle.hash(Argon2.Type.ID, password, new byte[9], RFC_9106));
        assertThat(best.hash(Argon2.Type.I, password, new byte[16], RFC_9106))
                .isEqualTo(bouncyCastle.hash(Argon2.Type.I, password, new byte[16], RFC_9106));
    }

    @Test
    void bestShouldFallBackToBouncyCastleAndSayWhy() {
        Argon2.Choice choice = Argon2.best(Argon2Parameters.DEFAULT, List.of("no-such-library.so"));

        assertThat(choice.name()).isEqualTo("BouncyCastle");
        assertThat(choice.reason()).contains("no-such-library.so cannot be loaded");
    }

    @Test
    void bestShouldNotUseLibsodiumForSeveralLanes() {
        Argon2.Choice choice = Argon2.best(new Argon2Parameters(64, 1, 2, 32), SodiumArgon2.USUAL_NAMES);

        assertThat(choice.name()).isEqualTo("BouncyCastle");
    }

    @Test
    void reusedBlocksShouldNotChangeTheHash() {
        Argon2Parameters big = new Argon2Parameters(256, 2, 1, 32);
        Argon2Parameters small = new Argon2Parameters(64, 2, 1, 32);
        byte[] fresh = new BouncyCastleArgon2().hash(new byte[] {1}, new byte[16], small);

        bouncyCastle.hash(new byte[] {9}, new byte[16], big);

        assertThat(bouncyCastle.hash(new byte[] {1}, new byte[16], small)).isEqualTo(fresh);
    }

    @Test
    void parametersShouldBeBounded() {
        assertThatThrownBy(() -> new Argon2Parameters(7, 1, 1, 32)).hasMessageContaining("memory");
        assertThatThrownBy(() -> new Argon2Parameters(131_073, 1, 1, 32)).hasMessageContaining("memory");
        assertThatThrownBy(() -> new Argon2Parameters(19_456, 0, 1, 32)).hasMessageContaining("iterations");
        assertThatThrownBy(() -> new Argon2Parameters(19_456, 27, 1, 32)).hasMessageContaining("iterations");
        assertThatThrownBy(() -> new Argon2Parameters(19_456, 2, 17, 32)).hasMessageContaining("parallelism");
        assertThatThrownBy(() -> new Argon2Parameters(19_456, 2, 1, 65)).hasMessageContaining("hash length");
    }

    private String rfc9106(Argon2.Type type) {
        return HexFormat.of()
                .formatHex(bouncyCastle.hash(type, bytes(32, 1), bytes(16, 2), bytes(8, 3), bytes(12, 4), RFC_9106));
    }

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
