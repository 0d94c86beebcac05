package dev.gatehouse.http;

import java.time.Instant;

/**
 * A fresh proof that the session is still used by its owner.
 *
 * @param action what it was given for
 * @param until when it stops counting
 */
public record StepUp(Action action, Instant until) {

    /** What a proof is good for. A proof for {@link #MANAGE} is good for everything. */
    public enum Action {
        /** Enrol the first authenticator, which may be earned by an e-mailed code or a pass. */
        ADD_FACTOR("add-factor"),
        /** Every other change of security settings. */
        MANAGE("manage");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        /** The word in the contract and the database. */
        public String word() {
            return word;
        }

        /** The action of a word that the contract has let through. */
        public static Action of(String word) {
            return word.equals(ADD_FACTOR.word) ? ADD_FACTOR : MANAGE;
        }
    }

    boolean covers(Action wanted, Instant now) {
        return now.isBefore(until) && (action == Action.MANAGE || action == wanted);
    }
}
