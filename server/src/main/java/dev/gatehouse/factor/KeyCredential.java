package dev.gatehouse.factor;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An enrolled passkey or security key.
 *
 * @param credentialId base64url, without padding
 * @param attested the attested credential data (WebAuthn 6.5.1), which holds the public key
 * @param transports how browsers reach it, in their words
 * @param backupEligible it may be copied to other devices of its owner; fixed when it is made
 */
record KeyCredential(
        UUID id,
        UUID accountId,
        FactorKind kind,
        String credentialId,
        Buffer attested,
        List<String> transports,
        boolean backupEligible,
        Instant createdAt) {}
