package dev.gatehouse.crypto;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $argon2id$v=19$m=..,t=..,p=..$salt$hash} of the PHC string format.
 */
final class Argon2Hash implements PasswordHash {
    /** 11 characters of base64 are the 8 bytes that Argon2 asks of a salt. */
    private static final Pattern SHAPE = Pattern.compile("\\$(argon2id?)\\$v=19"
            + "\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,3})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final Argon2.Type type;
    private final Argon2Parameters parameters;
    private final byte[] salt;
    private final byte[] hash;

    Argon2Hash(Argon2.Type type, Argon2Parameters parameters, byte[] salt, byte[] hash) {
        this.type = type;
        this.parameters = parameters;
        this.salt = salt;
        this.hash = hash;
    }

    static Argon2Hash parse(String encoded) {
        Matcher parts = SHAPE.matcher(encoded);
        if (!parts.matches()) {
            throw new InvalidPasswordHash("Not an Argon2id or Argon2i hash of version 19 in PHC form");
        }
        try {
            byte[] salt = decode(parts.group(5));
            byte[] hash = decode(parts.group(6));
            return new Argon2Hash(
                    parts.group(1).equals("argon2id") ? Argon2.Type.ID : Argon2.Type.I,
                    new Argon2Parameters(number(parts, 2), number(parts, 3), number(parts, 4), hash.length),
                    salt,
                    hash);
        } catch (IllegalArgumentException e) {
            throw e instanceof InvalidPasswordHash invalid
                    ? invalid
                    : new InvalidPasswordHash(String.valueOf(e.getMessage()));
        }
    }

    String encode() {
        return "$" + type.label() + "$v=19$m=" + parameters.memoryKib() + ",t=" + parameters.iterations() + ",p="
                + parameters.parallelism() + "$" + base64(salt) + "$" + base64(hash);
    }

    boolean matches(Password password, Argon2 argon2) {
        return Tokens.same(hash, argon2.hash(type, password.utf8(), salt, parameters));
    }

    boolean isCurrent(Argon2Parameters wanted) {
        return type == Argon2.Type.ID && parameters.equals(wanted) && salt.length >= Argon2.SALT_BYTES;
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

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
