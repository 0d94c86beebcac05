package dev.gatehouse.login;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mailed link that works once.
 *
 * @param credentialVersion the account's number when it was made
 */
record Link(
        Purpose purpose,
        UUID accountId,
        int credentialVersion,
        JsonObject details,
        Instant expiresAt,
        @Nullable Instant usedAt) {

    /** What a link does, and nothing else. */
    enum Purpose {
        INVITATION("invitation", Duration.ofDays(7), true),
        RESET("reset", Duration.ofHours(1), true),
        /** Has to outlive whatever a thief changes next, so it is not tied to the credentials. */
        UNDO_ADDRESS("undo-address", Duration.ofDays(7), false);

        private final String word;
        private final Duration life;
        private final boolean diesWithCredentials;

        Purpose(String word, Duration life, boolean diesWithCredentials) {
            this.word = word;
            this.life = life;
            this.diesWithCredentials = diesWithCredentials;
        }

        String word() {
            return word;
        }

        Duration life() {
            return life;
        }

        boolean diesWithCredentials() {
            return diesWithCredentials;
        }
    }

    /** When it was made. */
    Instant madeAt() {
        return expiresAt.minus(purpose.life());
    }

    boolean outdated(int currentVersion, Instant now) {
        return !now.isBefore(expiresAt) || (purpose.diesWithCredentials() && credentialVersion != currentVersion);
    }
}
