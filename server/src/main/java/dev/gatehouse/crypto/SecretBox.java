package dev.gatehouse.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts small secrets for the database (TOTP seeds, upstream client secrets) with AES-256-GCM under a configured key.
 *
 * <p>Format: version 1 (one byte), length of the key id (one byte), key id, 12 random bytes, ciphertext, 16-byte tag.
 * All before the ciphertext is authenticated together with the caller's associated data. One key is good for 2^32
 * seals (NIST SP 800-38D section 8.3).
 */
public final class SecretBox {
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    private final String current;
    private final SecureRandom random = new SecureRandom();

    private SecretBox(Map<String, byte[]> keys, String current) {
        keys.forEach((id, key) -> {
            if (!KEY_ID.matcher(id).matches() || key.length != KEY_BYTES) {
                throw new IllegalArgumentException("A secret key has an id of letters and digits and 32 bytes: " + id);
            }
            this.keys.put(id, new SecretKeySpec(key, "AES"));
        });
        this.current = current;
    }

    /**
     * Seals with the current key and opens with any.
     *
     * @param keys by id (1 to 32 letters, digits, {@code _}, {@code -}), each of exactly 32 random bytes
     */
    public static SecretBox of(Map<String, byte[]> keys, String currentKeyId) {
        if (!keys.containsKey(currentKeyId)) {
            throw new IllegalArgumentException("There is no secret key " + currentKeyId);
        }
        return new SecretBox(keys, currentKeyId);
    }

    /**
     * Encrypts.
     *
     * @param associatedData where the secret belongs (table and row id, say): only there does it open again
     */
    public byte[] seal(byte[] plain, byte[] associatedData) {
        byte[] header = header(current);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key(current), header, nonce, associatedData)
                    .doFinal(plain);
            return ByteBuffer.allocate(header.length + nonce.length + encrypted.length)
                    .put(header)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM failed", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws Unopenable when it was changed, belongs elsewhere, or its key is not configured
     */
    public byte[] open(byte[] sealed, byte[] associatedData) {
        String keyId = keyId(sealed);
        byte[] header = header(keyId);
        if (sealed.length < header.length + NONCE_BYTES + TAG_BITS / 8) {
            throw new Unopenable("The sealed secret is cut short");
        }
        ByteBuffer rest = ByteBuffer.wrap(sealed).position(header.length);
        byte[] nonce = new byte[NONCE_BYTES];
        rest.get(nonce);
        byte[] encrypted = new byte[rest.remaining()];
        rest.get(encrypted);
        try {
            return cipher(Cipher.DECRYPT_MODE, key(keyId), header, nonce, associatedData)
                    .doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new Unopenable("The sealed secret was changed or belongs to another record");
        }
    }

    private SecretKeySpec key(String id) {
        SecretKeySpec key = keys.get(id);
        if (key == null) {
            throw new Unopenable("The key " + id + " of a sealed secret is not configured");
        }
        return key;
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] header, byte[] nonce, byte[] associatedData)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(associatedData);
        return cipher;
    }

    private static byte[] header(String keyId) {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + id.length)
                .put(VERSION)
                .put((byte) id.length)
                .put(id)
                .array();
    }

    private static String keyId(byte[] sealed) {
        if (sealed.length < 2 || sealed[0] != VERSION || sealed[1] < 1 || sealed.length < 2 + sealed[1]) {
            throw new Unopenable("Not a sealed secret of version 1");
        }
        String id = new String(sealed, 2, sealed[1], StandardCharsets.US_ASCII);
        if (!KEY_ID.matcher(id).matches()) {
            throw new Unopenable("Not a sealed secret of version 1");
        }
        return id;
    }

    @Override
    public String toString() {
        return "***";
    }

    /** The secret cannot be read back; the message names no secret. */
    public static final class Unopenable extends IllegalStateException {
        Unopenable(String reason) {
            super(reason);
        }
    }
}
