package dev.gatehouse.audit;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a chain, computed from what the rows say. The database computes them when an entry is appended
 * ({@code audit_append} in the migration); two independent computations must agree.
 */
final class AuditChain {

    private static final int ABSENT = -1;

    private AuditChain() {}

    /** The hash before the first entry. It is bound to the organisation, so that logs cannot be swapped. */
    static Buffer genesis(UUID organisationId) {
        return sha256(Buffer.buffer("gatehouse audit chain 1").appendBuffer(bytes(organisationId)));
    }

    /** The hash that this entry must have after an entry with that hash. */
    static Buffer next(Buffer previous, AuditEntry entry) {
        Buffer canonical = Buffer.buffer(512).appendBuffer(previous);
        field(canonical, Buffer.buffer(8).appendLong(entry.seq()));
        field(canonical, Buffer.buffer(8).appendLong(micros(entry.at())));
        field(canonical, entry.action());
        field(canonical, entry.result());
        field(canonical, entry.actorId());
        field(canonical, entry.actorName());
        field(canonical, entry.objectKind());
        field(canonical, entry.objectId());
        field(canonical, entry.objectName());
        field(canonical, entry.network());
        field(canonical, entry.client());
        field(canonical, entry.requestId());
        field(canonical, entry.details());
        return sha256(canonical);
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Buffer bytes(UUID id) {
        return Buffer.buffer(16).appendLong(id.getMostSignificantBits()).appendLong(id.getLeastSignificantBits());
    }

    private static void field(Buffer canonical, @Nullable String text) {
        field(canonical, text == null ? null : Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void field(Buffer canonical, @Nullable UUID id) {
        field(canonical, id == null ? null : bytes(id));
    }

    /** Each field says its length first: no two different entries have the same bytes. */
    private static void field(Buffer canonical, @Nullable Buffer field) {
        if (field == null) {
            canonical.appendInt(ABSENT);
        } else {
            canonical.appendInt(field.length()).appendBuffer(field);
        }
    }

    private static Buffer sha256(Buffer input) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(input.getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
