package dev.gatehouse.crypto;

import java.security.SecureRandom;
import java.util.Locale;

/** Makes codes that a person reads in one place and types in another. */
public final class Codes {
    /**
     * Digits and capitals without look-alikes: no 0 O, 1 I L, and no U, which leaves out the V look-alike and most bad
     * words. 30 signs, 4.9 bits each.
     */
    public static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Capitals without vowels, so that they make no words (RFC 8628, section 6.1). 20 letters, 4.3 bits each. */
    public static final String CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final String DIGITS = "0123456789";

    private final SecureRandom random = new SecureRandom();

    /** A code of {@code digits} decimal digits, leading zeros included; 3.3 bits each. */
    public String numeric(int digits) {
        return code(DIGITS, digits);
    }

    /** A code of {@code length} signs of {@link #ALPHABET}. */
    public String readable(int length) {
        return code(ALPHABET, length);
    }

    /** A code of {@code length} letters of {@link #CONSONANTS}. */
    public String letters(int length) {
        return code(CONSONANTS, length);
    }

    /** What a person typed, without spaces and dashes and in capitals: the form in which codes are made and hashed. */
    public static String normalise(String typed) {
        return typed.replaceAll("[\\s\\p{Pd}\\p{Zs}]", "").toUpperCase(Locale.ROOT);
    }

    private String code(String alphabet, int length) {
        StringBuilder code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            // nextInt(bound) rejects the uneven rest, so that no sign is likelier than another.
            code.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return code.toString();
    }
}
