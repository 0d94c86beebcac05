package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Writes and reads refresh tokens: id of the grant (16 bytes), generation (4), secret of the family (32), HMAC-SHA-256 of all that
 * (32), in base64url. The secret cannot be guessed, and the generation cannot be changed by whoever holds one; so a token that
 * was not issued here is refused without asking the database, and the database holds nothing from which one could be made.
 */
final class RefreshTokens {

    private static final int FAMILY_BYTES = 32;
    private static final int SIGNED_BYTES = 16 + 4 + FAMILY_BYTES;
    private static final int MAC_BYTES = 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKey key;

    /**
     * @param key for HmacSHA256, known to this installation alone
     */
    RefreshTokens(SecretKey key) {
        this.key = key;
    }

    /** The token as the client gets it. Only {@link TokenMinter} may call this. */
    String write(RefreshToken token) {
        ByteBuffer whole = ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES)
                .putLong(token.grantId().getMostSignificantBits())
                .putLong(token.grantId().getLeastSignificantBits())
                .putInt(token.generation())
                .put(Base64.getUrlDecoder().decode(token.family().secret()));
        return ENCODER.encodeToString(whole.put(mac(whole.array())).array());
    }

    /** What a client has sent; empty when it was not issued here. */
    Optional<RefreshToken> read(String text) {
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean ours = whole.length == SIGNED_BYTES + MAC_BYTES
                && Tokens.same(mac(whole), Arrays.copyOfRange(whole, SIGNED_BYTES, whole.length));
        if (!ours) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(whole, 0, SIGNED_BYTES);
        UUID grantId = new UUID(parts.getLong(), parts.getLong());
        int generation = parts.getInt();
        byte[] family = new byte[FAMILY_BYTES];
        parts.get(family);
        return Token.parse(ENCODER.encodeToString(family)).map(secret -> new RefreshToken(grantId, generation, secret));
    }

    private byte[] mac(byte[] whole) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update(whole, 0, SIGNED_BYTES);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
