package dev.gatehouse.crypto;

import java.security.SecureRandom;

/**
 * Makes and verifies password hashes. Every method but the constructor occupies its thread for tens of milliseconds:
 * call them through the {@link HashingPool}.
 */
public final class PasswordHasher {
    private final Argon2 argon2;
    private final Argon2Parameters parameters;
    private final SecureRandom random = new SecureRandom();
    private final byte[] unknownUserSalt = salt();

    /** @param parameters of new hashes; verified ones that have others are reported for rehashing */
    public PasswordHasher(Argon2 argon2, Argon2Parameters parameters) {
        this.argon2 = argon2;
        this.parameters = parameters;
    }

    /** A new Argon2id hash with a random salt, as a PHC string. */
    public String hash(Password password) {
        byte[] salt = salt();
        byte[] hash = argon2.hash(password.utf8(), salt, parameters);
        return new Argon2Hash(Argon2.Type.ID, parameters, salt, hash).encode();
    }

    /**
     * Compares with a stored hash.
     *
     * @throws InvalidPasswordHash when {@code encoded} is none of {@link PasswordHash}'s forms
     */
    public Verdict verify(Password password, String encoded) {
        PasswordHash stored = PasswordHash.parse(encoded);
        boolean matches =
                switch (stored) {
                    case Argon2Hash hash -> hash.matches(password, argon2);
                    case BcryptHash hash -> hash.matches(password);
                    case Pbkdf2Hash hash -> hash.matches(password);
                };
        return new Verdict(matches, matches && !isCurrent(stored));
    }

    /** Costs what {@link #verify} costs for an account with a current hash, and never matches. */
    public Verdict verifyUnknownUser(Password password) {
        byte[] hash = argon2.hash(password.utf8(), unknownUserSalt, parameters);
        // Used, so that no compiler may leave the work out.
        return new Verdict(hash.length == 0, false);
    }

    /** What all hashes begin with that {@link #hash} makes: kind, version and parameters. */
    public String form() {
        String encoded = new Argon2Hash(Argon2.Type.ID, parameters, unknownUserSalt, unknownUserSalt).encode();
        return encoded.substring(0, encoded.lastIndexOf('$', encoded.lastIndexOf('$') - 1) + 1);
    }

    private boolean isCurrent(PasswordHash stored) {
        return stored instanceof Argon2Hash hash && hash.isCurrent(parameters);
    }

    private byte[] salt() {
        byte[] salt = new byte[Argon2.SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    /**
     * Outcome of a comparison.
     *
     * @param needsRehash the password is right and its hash should be replaced by {@link #hash} now
     */
    public record Verdict(boolean matches, boolean needsRehash) {}
}
