package dev.gatehouse.federation;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider of an organisation.
 *
 * @param issuer never changes: what people have connected belongs to it
 * @param secret sealed
 * @param domainHint tells a provider of many which of its customers is meant, or null
 * @param active people may sign in with it
 * @param open it is active, and so is the organisation
 */
record Provider(
        UUID id,
        UUID organisationId,
        String name,
        String issuer,
        String clientId,
        Buffer secret,
        @Nullable String domainHint,
        boolean active,
        boolean open,
        Instant createdAt,
        Instant secretAt,
        int people) {}
