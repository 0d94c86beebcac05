package dev.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A password as a person typed it, brought to Unicode normal form C. This is the only place that normalises, so that
 * rules, new hashes and comparisons all see the same text (RFC 8265, NIST SP 800-63B section 3.1.1.2).
 */
public final class Password {
    /** Longest input in code points, as the contract counts; it refuses longer ones. The rules for new passwords are far stricter. */
    public static final int MAX_CODE_POINTS = 1024;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /**
     * Takes typed text.
     *
     * @throws IllegalArgumentException beyond {@link #MAX_CODE_POINTS}
     */
    public static Password of(String typed) {
        if (typed.codePointCount(0, typed.length()) > MAX_CODE_POINTS) {
            throw new IllegalArgumentException("A password has at most " + MAX_CODE_POINTS + " code points");
        }
        return new Password(Normalizer.normalize(typed, Normalizer.Form.NFC));
    }

    /** The normalised text: for rules and hashing, never for a log. */
    public String text() {
        return text;
    }

    /** Length in code points, as people count. */
    public int codePoints() {
        return text.codePointCount(0, text.length());
    }

    byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
