package dev.gatehouse.login;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A browser that has signed in to an account before.
 *
 * @param trustedUntil no factor is asked for before this time, unless credentials have changed since
 * @param credentialVersion the account's number when trust was given
 */
record Device(
        UUID id,
        UUID accountId,
        String client,
        String network,
        Instant createdAt,
        Instant lastSeenAt,
        @Nullable Instant trustedUntil,
        int credentialVersion) {

    boolean trusted(int currentVersion, Instant now) {
        return trustedUntil != null && now.isBefore(trustedUntil) && credentialVersion == currentVersion;
    }
}
