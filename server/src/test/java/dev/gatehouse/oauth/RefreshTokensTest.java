package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.crypto.Tokens;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {

    private final RefreshTokens tokens = tokens(1);
    private final RefreshToken token = new RefreshToken(UUID.randomUUID(), 7, new Tokens().next());

    @Test
    void aTokenShouldBeReadAsItWasWritten() {
        assertThat(tokens.read(tokens.write(token))).contains(token);
        assertThat(tokens.write(token)).isEqualTo(tokens.write(token)).hasSize(112);
        assertThat(token.next()).isEqualTo(new RefreshToken(token.grantId(), 8, token.family()));
    }

    @Test
    void aTokenThatWasChangedAnywhereShouldBeRefused() {
        byte[] bytes = Base64.getUrlDecoder().decode(tokens.write(token));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("byte %s", i)
                    .isEmpty();
        }
    }

    @Test
    void aTokenOfAnotherInstallationShouldBeRefused() {
        assertThat(tokens(2).read(tokens.write(token))).isEmpty();
    }

    @Test
    void whatIsNoTokenShouldBeRefused() {
        for (String text : new String[] {"", "x", "%", "A".repeat(112), "A".repeat(111), "A".repeat(4_000)}) {
            assertThat(tokens.read(text)).as(text).isEmpty();
        }
    }

    private static RefreshTokens tokens(int key) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        return new RefreshTokens(new SecretKeySpec(bytes, "HmacSHA256"));
    }
}
