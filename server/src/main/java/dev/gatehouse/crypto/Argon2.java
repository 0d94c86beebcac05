package dev.gatehouse.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Computes Argon2 hashes, version 1.3 (RFC 9106). Implementations may be called by several threads at once. */
public interface Argon2 {
    /** Bytes of the salts that this server makes. */
    int SALT_BYTES = 16;

    /**
     * Hashes with the given type. Takes tens of milliseconds of CPU: only on the {@link HashingPool}.
     *
     * @param salt 8 bytes or more
     * @return {@code parameters.hashLength()} bytes
     */
    byte[] hash(Type type, byte[] password, byte[] salt, Argon2Parameters parameters);

    /** Hashes with Argon2id, the only type used for new hashes. */
    default byte[] hash(byte[] password, byte[] salt, Argon2Parameters parameters) {
        return hash(Type.ID, password, salt, parameters);
    }

    /**
     * The fastest implementation that can be trusted here: libsodium when one of {@code libraries} loads and computes a
     * known hash as BouncyCastle does, else BouncyCastle. Measures one hash with {@code parameters}.
     *
     * @param libraries names or paths of libsodium, tried in order; {@link SodiumArgon2#USUAL_NAMES} as a rule, none for
     *     BouncyCastle in any case
     */
    static Choice best(Argon2Parameters parameters, List<String> libraries) {
        BouncyCastleArgon2 bouncyCastle = new BouncyCastleArgon2();
        if (parameters.parallelism() != 1) {
            return Choice.measure(bouncyCastle, "BouncyCastle", "libsodium computes parallelism 1 only", parameters);
        }
        List<String> reasons = new ArrayList<>();
        for (String library : libraries) {
            try {
                SodiumArgon2 sodium = SodiumArgon2.load(library, bouncyCastle);
                return Choice.measure(sodium, "libsodium", "loaded " + library, parameters);
            } catch (SodiumArgon2.NotUsable e) {
                reasons.add(e.getMessage());
            }
        }
        reasons.add("using the built-in implementation");
        return Choice.measure(bouncyCastle, "BouncyCastle", String.join("; ", reasons), parameters);
    }

    /** Argon2i for imported hashes, Argon2id for all others. Argon2d is not for passwords. */
    enum Type {
        I,
        ID;

        /** The type's name in PHC strings. */
        public String label() {
            return "argon2" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What {@link #best} found, for the log.
     *
     * @param name {@code libsodium} or {@code BouncyCastle}
     * @param reason why this one, in words
     * @param millis what one hash took just now; in a fresh process BouncyCastle needs several times its later time
     */
    record Choice(Argon2 argon2, String name, String reason, double millis) {
        private static Choice measure(Argon2 argon2, String name, String reason, Argon2Parameters parameters) {
            long start = System.nanoTime();
            argon2.hash(new byte[8], new byte[SALT_BYTES], parameters);
            return new Choice(argon2, name, reason, (System.nanoTime() - start) / 1e6);
        }
    }
}
