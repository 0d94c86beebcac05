package dev.gatehouse.federation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account there that a person has connected with the one here.
 *
 * @param provider its name
 * @param active people may sign in with it now
 * @param email what the provider had verified when it was connected
 */
record Identity(
        UUID id,
        UUID providerId,
        String provider,
        boolean active,
        UUID accountId,
        String email,
        Instant linkedAt,
        @Nullable Instant lastUsedAt) {}
