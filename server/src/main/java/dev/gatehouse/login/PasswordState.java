package dev.gatehouse.login;

import java.time.Instant;

/**
 * What is known about an account's password.
 *
 * @param hash PHC string, or the encoding of an old system
 * @param mustChange there is evidence that somebody else knows it
 */
record PasswordState(String hash, Instant changedAt, boolean mustChange) {

    /** All but the hash, which need not lie in memory for longer than a comparison takes. */
    PasswordState unproven() {
        return new PasswordState("", changedAt, mustChange);
    }
}
