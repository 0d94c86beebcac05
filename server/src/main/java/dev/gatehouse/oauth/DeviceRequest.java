package dev.gatehouse.oauth;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device that waits for a person.
 *
 * @param network where it is, by its address
 * @param device what it says that it is
 */
record DeviceRequest(
        UUID clientId,
        Set<String> scopes,
        @Nullable String resource,
        String network,
        String device,
        Instant createdAt) {

    DeviceRequest {
        scopes = Set.copyOf(scopes);
    }
}
