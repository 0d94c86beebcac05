package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a client's secret. The one before may go on for a while, so that the client can be changed over at leisure.
 *
 * @param hash SHA-256 of 256 random bits
 */
record ClientSecret(
        Buffer hash,
        Instant createdAt,
        @Nullable Buffer oldHash,
        @Nullable Instant oldUntil) {

    static ClientSecret of(Token secret, Instant now) {
        return new ClientSecret(Buffer.buffer(secret.sha256()), now, null, null);
    }

    /** A new secret beside this one, which stays good for so long. */
    ClientSecret replacedBy(Token secret, Duration overlap, Instant now) {
        return overlap.isZero()
                ? of(secret, now)
                : new ClientSecret(Buffer.buffer(secret.sha256()), now, hash, now.plus(overlap));
    }

    /** Whether a client has sent the secret, or the one before while that is still good. */
    boolean matches(String sent, Instant now) {
        byte[] presented = Token.parse(sent).map(Token::sha256).orElseGet(() -> new byte[0]);
        boolean current = Tokens.same(hash.getBytes(), presented);
        boolean before = oldHash != null
                && oldUntil != null
                && now.isBefore(oldUntil)
                && Tokens.same(oldHash.getBytes(), presented);
        return current || before;
    }

    @Override
    public String toString() {
        return "***";
    }
}
