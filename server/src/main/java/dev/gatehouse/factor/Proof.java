package dev.gatehouse.factor;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A factor that has just been proved.
 *
 * @param kind {@code totp}, {@code passkey}, {@code security-key}, {@code mail-code}, {@code recovery-code} or {@code pass}
 * @param factorId the authenticator, or null where the kind has none
 * @param enrolledAt when that authenticator was set up, or null
 * @param userVerified the authenticator itself has checked the person (WebAuthn user verification)
 */
public record Proof(
        String kind, @Nullable UUID factorId, @Nullable Instant enrolledAt, boolean userVerified) {}
