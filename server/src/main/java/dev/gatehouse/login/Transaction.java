package dev.gatehouse.login;

import dev.gatehouse.http.Origin;
import dev.gatehouse.http.StepUp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in or step-up under way. It lives in the database alone, so that every node can go on with it.
 *
 * @param credentialVersion the account's number when it began; at another, what was proved is worth nothing
 * @param sessionId the session that is stepped up, or null
 * @param action what a step-up is for, or null
 * @param deviceId the known device it began on, or null
 */
record Transaction(
        UUID id,
        Purpose purpose,
        UUID accountId,
        int credentialVersion,
        @Nullable UUID sessionId,
        StepUp.@Nullable Action action,
        @Nullable UUID deviceId,
        Evidence evidence,
        boolean underAttack,
        Origin origin,
        Instant expiresAt) {

    static final Duration LIFE = Duration.ofMinutes(20);

    Transaction with(Evidence.Item item) {
        return with(evidence.with(item), credentialVersion);
    }

    /** After a change of credentials that this very sign-in asked for and made. */
    Transaction afterOwnChange() {
        return with(evidence, credentialVersion + 1);
    }

    private Transaction with(Evidence changed, int version) {
        return new Transaction(
                id, purpose, accountId, version, sessionId, action, deviceId, changed, underAttack, origin, expiresAt);
    }
}
