package dev.gatehouse.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BlobFrameTest {

    private static final BlobInfo INFO = new BlobInfo(
            new BlobKey("k".repeat(BlobKey.MAX_BYTES)),
            3,
            "ab".repeat(32),
            "text/" + "x".repeat(250),
            Instant.parse("2026-11-24T09:00:00Z"));

    @Test
    void readShouldGiveBackWhatWasWritten() {
        Buffer file = Buffer.buffer("abc").appendBytes(BlobFrame.footer(INFO));

        assertThat(BlobFrame.read(file, file.length())).isEqualTo(INFO);
    }

    @Test
    void longestFooterShouldFitIntoWhatIsRead() {
        String key = "\"".repeat(BlobKey.MAX_BYTES);
        var longest =
                new BlobInfo(new BlobKey(key), Long.MAX_VALUE, "ab".repeat(32), "t/x;" + "\"".repeat(251), Instant.MAX);

        assertThat(BlobFrame.footer(longest)).hasSizeLessThanOrEqualTo(BlobFrame.MAX_BYTES);
    }

    @Test
    void everyCutShouldBeCalledDamaged() {
        Buffer file = Buffer.buffer("abc").appendBytes(BlobFrame.footer(INFO));

        for (int length = 0; length < file.length(); length++) {
            Buffer cut = file.getBuffer(0, length);
            assertThatThrownBy(() -> BlobFrame.read(cut, cut.length())).isInstanceOf(BlobException.class);
        }
    }

    @Test
    void sizeThatDoesNotFitTheFileShouldBeCalledDamaged() {
        Buffer file = Buffer.buffer("abcd").appendBytes(BlobFrame.footer(INFO));

        assertThatThrownBy(() -> BlobFrame.read(file, file.length()))
                .isInstanceOfSatisfying(BlobException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(BlobException.Reason.DAMAGED));
    }
}
