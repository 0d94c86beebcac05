package dev.gatehouse.factor;

import dev.gatehouse.crypto.Codes;
import dev.gatehouse.crypto.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recovery codes: ten single-use codes that replace a lost authenticator.
 *
 * <p>Each has 24 signs of 30, which is 117 random bits. From 112 bits on a plain SHA-256 without salt is enough at rest
 * (ASVS 5.0 6.5.2), so that using one up is a single {@code DELETE ... WHERE hash = $1 RETURNING} and costs no Argon2.
 */
public final class RecoveryCodes {
    /** Codes in a set. */
    public static final int COUNT = 10;

    private static final int SIGNS = 24;
    private static final int GROUP = 4;

    private final Codes codes;

    public RecoveryCodes(Codes codes) {
        this.codes = codes;
    }

    /** A new set, to be shown once; only the hashes are kept. */
    public List<RecoveryCode> issue() {
        return Stream.generate(() -> codes.readable(SIGNS))
                .distinct()
                .limit(COUNT)
                .map(RecoveryCode::new)
                .toList();
    }

    /** The hash of a typed code, whatever its case, spaces and dashes; empty when it cannot be a recovery code. */
    public static Optional<byte[]> hash(String typed) {
        if (typed.length() > 4 * SIGNS) {
            return Optional.empty();
        }
        String code = Codes.normalise(typed);
        boolean possible = code.length() == SIGNS && code.chars().allMatch(sign -> Codes.ALPHABET.indexOf(sign) >= 0);
        return possible ? Optional.of(Tokens.sha256(code)) : Optional.empty();
    }

    /** One code of a new set. */
    public static final class RecoveryCode {
        private final String signs;

        private RecoveryCode(String signs) {
            this.signs = signs;
        }

        /** For the person: six groups of four, {@code ABCD-EFGH-...}; never for a log. */
        public String text() {
            return String.join(
                    "-",
                    IntStream.iterate(0, start -> start < SIGNS, start -> start + GROUP)
                            .mapToObj(start -> signs.substring(start, start + GROUP))
                            .toList());
        }

        /** For the database, 32 bytes. */
        public byte[] sha256() {
            return Tokens.sha256(signs);
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
