package dev.gatehouse.crypto;

/** A stored or imported password hash that this server cannot, or will not, verify. The message never quotes the hash. */
public final class InvalidPasswordHash extends IllegalArgumentException {
    InvalidPasswordHash(String reason) {
        super(reason);
    }

    /** Why, in words for the person who imports. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
