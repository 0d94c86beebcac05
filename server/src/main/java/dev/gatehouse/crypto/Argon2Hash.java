package dev.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $argon2id$v=19$m=..,t=..,p=..[,keyid=..]$salt$hash} of the PHC string format, whose {@code keyid} here names
 * the pepper key.
 */
final class Argon2Hash implements PasswordHash {
    /** 11 characters of base64 are the 8 bytes that Argon2 asks of a salt. */
    private static final Pattern SHAPE = Pattern.compile("\\$(argon2id?)\\$v=19"
            + "\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,3})(?:,keyid=([A-Za-z0-9+/]{2,11}))?"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final Argon2.Type type;
    private final Argon2Parameters parameters;
    private final Optional<String> keyId;
    private final byte[] salt;
    private final byte[] hash;

    Argon2Hash(Argon2.Type type, Argon2Parameters parameters, Optional<String> keyId, byte[] salt, byte[] hash) {
        this.type = type;
        this.parameters = parameters;
        this.keyId = keyId;
        this.salt = salt;
        this.hash = hash;
    }

    static Argon2Hash parse(String encoded) {
        Matcher parts = SHAPE.matcher(encoded);
        if (!parts.matches()) {
            throw new InvalidPasswordHash("Not an Argon2id or Argon2i hash of version 19 in PHC form");
        }
        try {
            byte[] salt = decode(parts.group(6));
            byte[] hash = decode(parts.group(7));
            return new Argon2Hash(
                    parts.group(1).equals("argon2id") ? Argon2.Type.ID : Argon2.Type.I,
                    new Argon2Parameters(number(parts, 2), number(parts, 3), number(parts, 4), hash.length),
                    Optional.ofNullable(parts.group(5)).map(Argon2Hash::keyId),
                    salt,
                    hash);
        } catch (IllegalArgumentException e) {
            throw e instanceof InvalidPasswordHash invalid
                    ? invalid
                    : new InvalidPasswordHash(String.valueOf(e.getMessage()));
        }
    }

    String encode() {
        String key = keyId.map(id -> ",keyid=" + base64(id.getBytes(StandardCharsets.US_ASCII)))
                .orElse("");
        return "$" + type.label() + "$v=19$m=" + parameters.memoryKib() + ",t=" + parameters.iterations() + ",p="
                + parameters.parallelism() + key + "$" + base64(salt) + "$" + base64(hash);
    }

    boolean matches(Password password, Argon2 argon2, Pepper pepper) {
        return Tokens.same(hash, argon2.hash(type, pepper.apply(keyId, password.utf8()), salt, parameters));
    }

    boolean isCurrent(Argon2Parameters wanted, Pepper pepper) {
        return type == Argon2.Type.ID
                && parameters.equals(wanted)
                && keyId.equals(pepper.currentKeyId())
                && salt.length >= Argon2.SALT_BYTES;
    }

    @Override
    public String scheme() {
        return type.label();
    }

    @Override
    public String toString() {
        return scheme() + " " + parameters;
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static String keyId(String encoded) {
        String id = new String(decode(encoded), StandardCharsets.ISO_8859_1);
        if (!Pepper.isKeyId(id)) {
            throw new InvalidPasswordHash("Not a pepper key id of this server");
        }
        return id;
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
