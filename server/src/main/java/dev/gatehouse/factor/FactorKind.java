package dev.gatehouse.factor;

import java.util.Arrays;

/** The kinds of authenticators that people enrol. */
public enum FactorKind {
    TOTP("totp", "Authenticator app"),
    PASSKEY("passkey", "Passkey"),
    SECURITY_KEY("security-key", "Security key");

    private final String word;
    private final String title;

    FactorKind(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** The word in the contract and the database. */
    public String word() {
        return word;
    }

    /** What people call it; the name of an authenticator that was given none. */
    public String title() {
        return title;
    }

    /**
     * The kind of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FactorKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
