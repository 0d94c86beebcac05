package dev.gatehouse.audit;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry at its place in the chain.
 *
 * @param seq counts from 1 in each organisation, without gaps
 * @param at with the precision of the database, microseconds
 * @param details a JSON object as text, exactly as it was hashed
 * @param hash of the hash before it and of everything above
 */
record AuditEntry(
        long seq,
        Instant at,
        String action,
        String result,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String objectKind,
        @Nullable UUID objectId,
        @Nullable String objectName,
        @Nullable String network,
        @Nullable String client,
        @Nullable String requestId,
        String details,
        Buffer hash) {

    /** The same without where it was done from. */
    AuditEntry withoutPlace() {
        return new AuditEntry(
                seq,
                at,
                action,
                result,
                actorId,
                actorName,
                objectKind,
                objectId,
                objectName,
                null,
                null,
                requestId,
                details,
                hash);
    }
}
