package dev.gatehouse.crypto;

/**
 * A password hash in one of the textual forms understood here: Argon2id (own) and, from other systems, Argon2i, bcrypt
 * and PBKDF2. Parsing bounds the cost, so that no imported line can occupy the hashing pool.
 */
public sealed interface PasswordHash permits Argon2Hash, BcryptHash, Pbkdf2Hash {
    /** Longest text that can be a hash. */
    int MAX_LENGTH = 512;

    /** The scheme, such as {@code argon2id} or {@code bcrypt}: fit for logs and metrics. */
    String scheme();

    /**
     * Reads {@code $argon2id$}, {@code $argon2i$}, {@code $2a$}, {@code $2b$}, {@code $2y$}, {@code $pbkdf2[-sha1|-sha256|-sha512]$}
     * (PHC or passlib) or Django's {@code pbkdf2_sha256$}.
     *
     * @throws InvalidPasswordHash when it is none of these, malformed, or too costly to verify
     */
    static PasswordHash parse(String encoded) {
        if (encoded.length() > MAX_LENGTH) {
            throw new InvalidPasswordHash("A password hash has at most " + MAX_LENGTH + " characters");
        }
        if (encoded.startsWith("$argon2")) {
            return Argon2Hash.parse(encoded);
        }
        if (encoded.startsWith("$2")) {
            return BcryptHash.parse(encoded);
        }
        if (encoded.startsWith("$pbkdf2") || encoded.startsWith("pbkdf2_")) {
            return Pbkdf2Hash.parse(encoded);
        }
        throw new InvalidPasswordHash("Not an Argon2, bcrypt or PBKDF2 hash");
    }
}
