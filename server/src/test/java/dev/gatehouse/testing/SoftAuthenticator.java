package dev.gatehouse.testing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A browser with a passkey and security-key store in software (ES256, attestation "none"), which does what it is told, also
 * when no real one would. Answers are what {@code PublicKeyCredential.toJSON()} gives.
 *
 * <pre>{@code
 * SoftAuthenticator keys = new SoftAuthenticator("http://localhost:8080");
 * JsonObject created = keys.create(options.getJsonObject("publicKey"));
 * JsonObject asserted = keys.get(options.getJsonObject("publicKey"));
 * }</pre>
 */
public final class SoftAuthenticator {

    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    /** A key pair of one account. */
    public static final class Key {
        private final byte[] id;
        private final KeyPair pair;
        private final byte[] userHandle;
        private long count;

        private Key(byte[] id, KeyPair pair, byte[] userHandle) {
            this.id = id;
            this.pair = pair;
            this.userHandle = userHandle;
        }

        public String id() {
            return base64(id);
        }

        /** The next signature says one more than this. */
        public Key count(long value) {
            count = value;
            return this;
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final List<Key> keys = new ArrayList<>();
    private String origin;
    private boolean crossOrigin;
    private @Nullable String topOrigin;
    private @Nullable String rpId;
    private boolean userVerified = true;
    private boolean counting = true;
    private byte @Nullable [] userHandle;

    /**
     * A browser on a page.
     *
     * @param origin scheme, host and port of the page, as browsers write it
     */
    public SoftAuthenticator(String origin) {
        this.origin = origin;
    }

    /** From now on the page is of that origin. */
    public SoftAuthenticator origin(String value) {
        origin = value;
        return this;
    }

    /** From now on the page is shown inside a page of that origin; null for not at all. */
    public SoftAuthenticator insidePageOf(@Nullable String value) {
        crossOrigin = value != null;
        topOrigin = value;
        return this;
    }

    /** From now on the client data say so, without a top origin (as older browsers do). */
    public SoftAuthenticator crossOrigin(boolean value) {
        crossOrigin = value;
        return this;
    }

    /** From now on it signs for that RP id, whatever the options say. */
    public SoftAuthenticator rpId(String value) {
        rpId = value;
        return this;
    }

    /** Whether it verifies its user, by PIN or finger; as a rule it does. */
    public SoftAuthenticator userVerified(boolean value) {
        userVerified = value;
        return this;
    }

    /** Whether it counts signatures; synchronised passkeys do not. */
    public SoftAuthenticator counting(boolean value) {
        counting = value;
        return this;
    }

    /** From now on it claims that its credentials are those of another account. */
    public SoftAuthenticator userHandle(byte[] value) {
        userHandle = value.clone();
        return this;
    }

    /** The key made last. */
    public Key lastKey() {
        return keys.getLast();
    }

    /** Answers PublicKeyCredentialCreationOptions. */
    public JsonObject create(JsonObject options) {
        for (Object known : options.getJsonArray("excludeCredentials", new JsonArray())) {
            if (find(((JsonObject) known).getString("id")) != null) {
                throw new IllegalStateException("InvalidStateError: this authenticator is registered already");
            }
        }
        Key key = newKey(decode(options.getJsonObject("user").getString("id")));
        keys.add(key);
        String rp = options.getJsonObject("rp").getString("id");
        byte[] authenticatorData = concat(header(rp, USER_PRESENT | ATTESTED, key), attested(key));
        byte[] clientData = clientData("webauthn.create", options.getString("challenge"));
        return credential(
                key,
                new JsonObject()
                        .put("clientDataJSON", base64(clientData))
                        .put("attestationObject", base64(attestationObject(authenticatorData)))
                        .put("authenticatorData", base64(authenticatorData))
                        .put("transports", new JsonArray().add("internal"))
                        .put("publicKey", base64(key.pair.getPublic().getEncoded()))
                        .put("publicKeyAlgorithm", -7));
    }

    /** Answers PublicKeyCredentialRequestOptions with the first allowed key, or the last one made when any may answer. */
    public JsonObject get(JsonObject options) {
        JsonArray allowed = options.getJsonArray("allowCredentials", new JsonArray());
        Key key = allowed.isEmpty()
                ? keys.getLast()
                : allowed.stream()
                        .map(JsonObject.class::cast)
                        .map(descriptor -> find(descriptor.getString("id")))
                        .filter(found -> found != null)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("NotAllowedError: none of these keys is here"));
        return get(options, key);
    }

    /** Answers with that key, whether it is allowed or not. */
    public JsonObject get(JsonObject options, Key key) {
        key.count++;
        byte[] authenticatorData = header(options.getString("rpId"), USER_PRESENT, key);
        byte[] clientData = clientData("webauthn.get", options.getString("challenge"));
        return credential(
                key,
                new JsonObject()
                        .put("clientDataJSON", base64(clientData))
                        .put("authenticatorData", base64(authenticatorData))
                        .put("signature", base64(sign(key, concat(authenticatorData, sha256(clientData)))))
                        .put("userHandle", base64(userHandle == null ? key.userHandle : userHandle)));
    }

    /** Answers with a key that fits, or else with one that nobody has registered. */
    public JsonObject answer(JsonObject options) {
        boolean fits = options.getJsonArray("allowCredentials", new JsonArray()).stream()
                .anyMatch(descriptor -> find(((JsonObject) descriptor).getString("id")) != null);
        boolean any = options.getJsonArray("allowCredentials", new JsonArray()).isEmpty() && !keys.isEmpty();
        return fits || any ? get(options) : get(options, newKey(new byte[16]));
    }

    /** A key that is there without a ceremony. */
    public record Implanted(String id, Buffer attestedCredentialData) {}

    /** Makes a key; whoever asks registers it. */
    public Implanted implant(byte[] handle) {
        Key key = newKey(handle);
        keys.add(key);
        return new Implanted(key.id(), Buffer.buffer(attested(key)));
    }

    private Key newKey(byte[] handle) {
        byte[] id = new byte[32];
        random.nextBytes(id);
        return new Key(id, newPair(), handle);
    }

    /** WebAuthn 6.5.1: model, id and public key. */
    private static byte[] attested(Key key) {
        return concat(
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) key.id.length).array(),
                key.id,
                coseKey((ECPublicKey) key.pair.getPublic()));
    }

    private @Nullable Key find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
    }

    private static JsonObject credential(Key key, JsonObject response) {
        return new JsonObject()
                .put("id", key.id())
                .put("rawId", key.id())
                .put("type", "public-key")
                .put("authenticatorAttachment", "platform")
                .put("clientExtensionResults", new JsonObject())
                .put("response", response);
    }

    private byte[] header(String rp, int flags, Key key) {
        return ByteBuffer.allocate(37)
                .put(sha256((rpId == null ? rp : rpId).getBytes(StandardCharsets.UTF_8)))
                .put((byte) (flags | (userVerified ? USER_VERIFIED : 0)))
                .putInt(counting ? (int) key.count : 0)
                .array();
    }

    private byte[] clientData(String type, String challenge) {
        JsonObject data = new JsonObject()
                .put("type", type)
                .put("challenge", challenge)
                .put("origin", origin)
                .put("crossOrigin", crossOrigin);
        if (topOrigin != null) {
            data.put("topOrigin", topOrigin);
        }
        return data.encode().getBytes(StandardCharsets.UTF_8);
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(Key key, byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.pair.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // CBOR (RFC 8949), as much of it as is needed here.

    /** {@code {"fmt": "none", "attStmt": {}, "authData": ...}}. */
    private static byte[] attestationObject(byte[] authenticatorData) {
        return concat(
                new byte[] {(byte) 0xa3},
                text("fmt"),
                text("none"),
                text("attStmt"),
                new byte[] {(byte) 0xa0},
                text("authData"),
                bytes(authenticatorData));
    }

    /** {@code {1: 2, 3: -7, -1: 1, -2: x, -3: y}}: an ES256 key (RFC 9053). */
    private static byte[] coseKey(ECPublicKey key) {
        return concat(
                new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21},
                bytes(unsigned(key.getW().getAffineX())),
                new byte[] {0x22},
                bytes(unsigned(key.getW().getAffineY())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(signed.length, fixed.length);
        System.arraycopy(signed, signed.length - length, fixed, fixed.length - length, length);
        return fixed;
    }

    private static byte[] text(String text) {
        return concat(new byte[] {(byte) (0x60 | text.length())}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(byte[] bytes) {
        return concat(
                new byte[] {0x59},
                ByteBuffer.allocate(2).putShort((short) bytes.length).array(),
                bytes);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
