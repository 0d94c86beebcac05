package dev.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key kept outside the database that is mixed into new password hashes (HMAC-SHA256 before Argon2), so that a stolen
 * database alone cannot be guessed against. Each hash names its key; hashes without one keep working and are upgraded.
 */
public final class Pepper {
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,8}");
    private static final int MIN_KEY_BYTES = 32;

    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    private final Optional<String> current;

    private Pepper(Map<String, byte[]> keys, Optional<String> current) {
        keys.forEach((id, key) -> {
            if (!KEY_ID.matcher(id).matches() || key.length < MIN_KEY_BYTES) {
                throw new IllegalArgumentException(
                        "A pepper key has an id of 1 to 8 letters and digits and at least 32 bytes: " + id);
            }
            this.keys.put(id, new SecretKeySpec(key, "HmacSHA256"));
        });
        this.current = current;
    }

    /** No pepper: new hashes carry no key id. */
    public static Pepper none() {
        return new Pepper(Map.of(), Optional.empty());
    }

    /**
     * New hashes use the current key, hashes of the other keys still verify and are upgraded.
     *
     * @param keys by id (1 to 8 letters, digits, {@code _}, {@code -}), each of at least 32 random bytes
     */
    public static Pepper of(Map<String, byte[]> keys, String currentKeyId) {
        if (!keys.containsKey(currentKeyId)) {
            throw new IllegalArgumentException("There is no pepper key " + currentKeyId);
        }
        return new Pepper(keys, Optional.of(currentKeyId));
    }

    /** The previous keys stay valid for old hashes while new hashes carry none: the way back from a pepper. */
    public static Pepper retired(Map<String, byte[]> keys) {
        return new Pepper(keys, Optional.empty());
    }

    Optional<String> currentKeyId() {
        return current;
    }

    static boolean isKeyId(String id) {
        return KEY_ID.matcher(id).matches();
    }

    /** The bytes for Argon2: the password's own, or their HMAC under the named key. */
    byte[] apply(Optional<String> keyId, byte[] password) {
        return keyId.map(id -> hmac(id, password)).orElse(password);
    }

    private byte[] hmac(String keyId, byte[] password) {
        SecretKeySpec key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException("The pepper key " + keyId + " of a stored password is not configured");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
