package dev.gatehouse.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
    private static final byte[] PLAIN = "a TOTP seed".getBytes(UTF_8);
    private static final byte[] PLACE = "factor_totp:1".getBytes(UTF_8);

    private final SecretBox box = SecretBox.of(Map.of("k1", key(1)), "k1");

    @Test
    void openShouldReturnWhatWasSealed() {
        assertThat(box.open(box.seal(PLAIN, PLACE), PLACE)).isEqualTo(PLAIN);
        assertThat(box.open(box.seal(new byte[0], new byte[0]), new byte[0])).isEmpty();
    }

    @Test
    void sealShouldNotRepeatItself() {
        assertThat(box.seal(PLAIN, PLACE)).isNotEqualTo(box.seal(PLAIN, PLACE));
    }

    @Test
    void sealedFormShouldNameVersionAndKey() {
        byte[] sealed = box.seal(PLAIN, PLACE);

        assertThat(Arrays.copyOf(sealed, 4)).containsExactly(1, 2, 'k', '1');
        assertThat(sealed).hasSize(4 + 12 + PLAIN.length + 16);
    }

    @Test
    void openShouldRefuseEveryChangedByte() {
        byte[] sealed = box.seal(PLAIN, PLACE);

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> box.open(changed, PLACE)).isInstanceOf(SecretBox.Unopenable.class);
        }
    }

    @Test
    void openShouldRefuseEveryShortenedForm() {
        byte[] sealed = box.seal(PLAIN, PLACE);

        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> box.open(cut, PLACE)).isInstanceOf(SecretBox.Unopenable.class);
        }
    }

    @Test
    void openShouldRefuseAnotherPlace() {
        byte[] sealed = box.seal(PLAIN, PLACE);

        assertThatThrownBy(() -> box.open(sealed, "factor_totp:2".getBytes(UTF_8)))
                .isInstanceOf(SecretBox.Unopenable.class);
    }

    @Test
    void olderKeyShouldStillOpen() {
        byte[] sealed = box.seal(PLAIN, PLACE);
        SecretBox rotated = SecretBox.of(Map.of("k1", key(1), "k2", key(2)), "k2");

        assertThat(rotated.open(sealed, PLACE)).isEqualTo(PLAIN);
    }

    @Test
    void openShouldNameTheMissingKey() {
        byte[] sealed = box.seal(PLAIN, PLACE);
        SecretBox other = SecretBox.of(Map.of("k2", key(2)), "k2");

        assertThatThrownBy(() -> other.open(sealed, PLACE))
                .isInstanceOf(SecretBox.Unopenable.class)
                .hasMessageContaining("k1");
    }

    @Test
    void ofShouldRefuseUnfitKeys() {
        assertThatThrownBy(() -> SecretBox.of(Map.of("k1", new byte[16]), "k1")).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> SecretBox.of(Map.of("k1", key(1)), "k2")).hasMessageContaining("k2");
        assertThat(box).hasToString("***");
    }

    private static byte[] key(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }
}
