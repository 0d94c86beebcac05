package dev.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A random secret of 256 bits that does one thing: a session, a link, a trusted device. The person or browser holds
 * {@link #secret()}; the database holds {@link #sha256()} only.
 */
public final class Token {
    static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final String secret;

    Token(String secret) {
        this.secret = secret;
    }

    /** Reads what a client sent; empty when it cannot be one of our tokens, so that nothing needs to be looked up. */
    public static Optional<Token> parse(String sent) {
        return SHAPE.matcher(sent).matches() ? Optional.of(new Token(sent)) : Optional.empty();
    }

    /** The token itself in base64url, 43 characters: goes to the client, never to a log or a table. */
    public String secret() {
        return secret;
    }

    /** What is stored and looked up: 32 bytes. A fast hash is right, for 256 random bits cannot be guessed. */
    public byte[] sha256() {
        return Tokens.sha256(secret);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.US_ASCII), token.secret.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
