package dev.gatehouse.http;

import java.time.Instant;
import java.util.Set;

/**
 * A fresh proof that the session is still used by its owner.
 *
 * @param actions what it is good for: everything after a real authenticator, only what was asked for otherwise
 * @param until when it stops counting
 */
public record StepUp(Set<Action> actions, Instant until) {

    /** What a proof can be good for. */
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

        /**
         * The action of a word that the contract has let through.
         *
         * @throws IllegalArgumentException when it is none
         */
        public static Action of(String word) {
            return switch (word) {
                case "add-factor" -> ADD_FACTOR;
                case "manage" -> MANAGE;
                default -> throw new IllegalArgumentException(word);
            };
        }
    }

    boolean covers(Action wanted, Instant now) {
        return now.isBefore(until) && actions.contains(wanted);
    }
}
