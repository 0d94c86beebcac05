package dev.gatehouse.factor;

import dev.gatehouse.crypto.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238) over HOTP (RFC 4226).
 *
 * @param digits 6 to 8
 * @param period seconds a code is shown
 * @param window how many periods early or late a code may be
 */
public record Totp(Algorithm algorithm, int digits, Duration period, int window) {
    /** What every authenticator app understands: SHA-1, 6 digits, 30 seconds, one period early or late. */
    public static final Totp STANDARD = new Totp(Algorithm.SHA1, 6, Duration.ofSeconds(30), 1);

    /** RFC 4226 section 4, R6 recommends 160 bits. */
    private static final int SECRET_BYTES = 20;

    private static final int[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    public Totp {
        if (digits < 6 || digits > 8 || period.toSeconds() < 1 || window < 0) {
            throw new IllegalArgumentException("TOTP has 6 to 8 digits, a period of seconds and a window");
        }
    }

    /** A fresh secret of 20 bytes. */
    public static byte[] newSecret(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return secret;
    }

    /**
     * Checks a code. The caller stores the returned step in a conditional update ({@code ... WHERE last_step < step}), so
     * that of two nodes with the same code one succeeds.
     *
     * @param code as typed; spaces are ignored
     * @param lastAcceptedStep the step of the last success, 0 for none: it and all before are used up
     * @return the step the code belongs to, or empty when it is wrong, too old or used
     */
    public OptionalLong match(byte[] secret, String code, Instant now, long lastAcceptedStep) {
        byte[] typed = code.replace(" ", "").getBytes(StandardCharsets.UTF_8);
        long step = step(now);
        OptionalLong match = OptionalLong.empty();
        // All steps are computed whatever matches, and the latest wins: its code is then spent for good.
        for (long candidate = step - window; candidate <= step + window; candidate++) {
            byte[] expected = code(secret, candidate).getBytes(StandardCharsets.US_ASCII);
            if (Tokens.same(expected, typed) && candidate > lastAcceptedStep) {
                match = OptionalLong.of(candidate);
            }
        }
        return match;
    }

    /** The step that {@code now} falls in: the number of whole periods since 1970. */
    public long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), period.toSeconds());
    }

    /** The code of a step, or with an event counter as {@code step} the HOTP value of RFC 4226. */
    public String code(byte[] secret, long step) {
        byte[] mac = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = mac[mac.length - 1] & 0xf;
        int number = ByteBuffer.wrap(mac).getInt(offset) & 0x7fff_ffff;
        return String.format(Locale.ROOT, "%0" + digits + "d", number % POWERS_OF_TEN[digits]);
    }

    private byte[] hmac(byte[] secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm.macName);
            mac.init(new SecretKeySpec(secret, algorithm.macName));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + algorithm.macName, e);
        }
    }

    /** Hash under the HMAC. Many apps silently compute SHA-1 whatever the QR code says, so offer nothing else. */
    public enum Algorithm {
        SHA1("HmacSHA1"),
        SHA256("HmacSHA256"),
        SHA512("HmacSHA512");

        private final String macName;

        Algorithm(String macName) {
            this.macName = macName;
        }
    }
}
