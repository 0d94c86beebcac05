package dev.gatehouse.policy;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the change log.
 *
 * @param targetName name of the organisation or domain at that time
 * @param before what the level set, as the contract's {@code PolicyOwn}; null when it set nothing
 * @param after the same afterwards; null when the decision was handed back
 */
record PolicyChange(
        UUID id,
        UUID organisationId,
        PolicyLevel level,
        UUID targetId,
        String targetName,
        @Nullable UUID actorId,
        String actorName,
        Instant at,
        String name,
        @Nullable JsonObject before,
        @Nullable JsonObject after) {}
