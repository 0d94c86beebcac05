package dev.gatehouse.oauth;

import java.util.Locale;

/** What a person still has to do before an authorization request can be answered. */
enum Step {
    /** Sign in, as whoever. */
    SIGN_IN,
    /** Prove once more to be the one who is signed in, in whatever way. */
    CONFIRM,
    /** The same, with an authenticator. */
    FACTOR,
    /** Say that it is this account, or sign in with another. */
    CHOOSE,
    /** Say yes or no to what the application wants. */
    CONSENT;

    static Step of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
