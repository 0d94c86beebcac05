package dev.gatehouse.login;

import dev.gatehouse.http.StepUp;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A live session of one person on one device, good for every service.
 *
 * @param idle it ends after so long without use
 * @param stepUpFactorAt when the authenticator of the last step-up was enrolled; null when it was the password
 */
record Session(
        UUID id,
        UUID accountId,
        @Nullable UUID deviceId,
        Evidence evidence,
        String client,
        String network,
        Instant createdAt,
        Instant lastSeenAt,
        Duration idle,
        Instant expiresAt,
        @Nullable Instant steppedUpAt,
        Set<StepUp.Action> stepUpActions,
        @Nullable Instant stepUpFactorAt) {

    static final Duration STEP_UP_LIFE = Duration.ofMinutes(10);

    /** With other limits, counted from its beginning and its last use. */
    Session within(Duration idleLimit, Duration absoluteLimit) {
        return new Session(
                id,
                accountId,
                deviceId,
                evidence,
                client,
                network,
                createdAt,
                lastSeenAt,
                idleLimit,
                createdAt.plus(absoluteLimit),
                steppedUpAt,
                stepUpActions,
                stepUpFactorAt);
    }

    boolean live(Instant now) {
        return now.isBefore(expiresAt) && now.isBefore(lastSeenAt.plus(idle));
    }

    /** When the person last proved anything. */
    Instant provedAt() {
        return steppedUpAt == null ? createdAt : steppedUpAt;
    }

    @Nullable
    StepUp stepUp() {
        return steppedUpAt == null ? null : new StepUp(stepUpActions, steppedUpAt.plus(STEP_UP_LIFE));
    }
}
