package dev.gatehouse.oauth;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person has let an application do, once.
 *
 * @param resource the service that its access tokens are for, or null for ours
 * @param evidence what was proved at the sign-in
 * @param offline outlives the session
 * @param dpopJkt thumbprint of the key that its tokens are bound to, or null
 */
record Grant(
        UUID id,
        UUID clientId,
        UUID accountId,
        UUID organisationId,
        @Nullable UUID sessionId,
        Set<String> scopes,
        @Nullable String resource,
        JsonObject evidence,
        Instant authTime,
        boolean offline,
        @Nullable String dpopJkt,
        Instant createdAt,
        Instant idleUntil,
        Instant expiresAt) {

    Grant {
        scopes = Set.copyOf(scopes);
    }
}
