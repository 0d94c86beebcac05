package dev.gatehouse.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "archive/user@example.com/2026/11/message.eml",
                "a@b.c/Über ü/x+y z%/obj@1",
                "...",
                "a/.hidden",
                "\"quoted\"@example.com/<x>&'y'",
                "C:/no/drive",
                "emoji/\uD83D\uDCE7"
            })
    void keysThatAreOnlyUnusualShouldBeTaken(String key) {
        assertThat(new BlobKey(key)).hasToString(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "a//b",
                "a/",
                ".",
                "..",
                "../../x",
                "a/../b",
                "a/./b",
                "a\\b",
                "a\u0000b",
                "a\nb",
                "a\u007fb",
                "a\u0085b",
                "a\u2028b",
                "a\uFFFEb",
                "a\uD800b",
                "u\u0308ber"
            })
    void hostileKeysShouldBeRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BlobKey(key));
        assertThat(BlobKey.isKey(key)).isFalse();
    }

    @Test
    void lengthShouldBeCountedInBytes() {
        assertThat(new BlobKey("ü".repeat(256)).value()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> new BlobKey("ü".repeat(256) + "a"));
    }

    @Test
    void messageShouldNotRepeatTheKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlobKey("user@example.com/../x"))
                .withMessageNotContaining("user");
    }
}
