package dev.gatehouse.factor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Challenges for sign-ins that name nobody yet. Anybody may ask for them, so they leave no row: the challenge follows from its id
 * by a key of the servers, and the id says when it was made (UUID version 7). What was answered rightly is remembered until it
 * has expired.
 */
final class OpenChallenges {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;
    private final Clock clock;

    OpenChallenges(SecretKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    UUID next() {
        long millis = clock.instant().toEpochMilli();
        return new UUID(millis << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    /** The challenge of an id that {@link #next} made not long ago; what somebody made up has one too, which nobody knows. */
    Optional<String> challenge(UUID id) {
        return expiresAt(id).isAfter(clock.instant()) ? Optional.of(of(id)) : Optional.empty();
    }

    Instant expiresAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16).plus(KeyOptions.TIMEOUT);
    }

    private String of(UUID id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
