package dev.gatehouse.blob;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/**
 * The name of a blob: segments between slashes, as {@code archive/user@example.com/2026/11/message.eml}. At most 512 bytes
 * of UTF-8 in Unicode's composed form (NFC), so that one name has one spelling.
 */
public record BlobKey(String value) {

    public static final int MAX_BYTES = 512;

    /**
     * Takes the key as it is.
     *
     * @throws IllegalArgumentException for an empty, {@code .} or {@code ..} segment, a backslash, a control character,
     *     text that is no Unicode, or another spelling
     */
    public BlobKey {
        require(!value.isEmpty(), "is empty");
        require(utf8Length(value) <= MAX_BYTES, "is longer than " + MAX_BYTES + " bytes");
        require(value.codePoints().allMatch(BlobKey::allowed), "has a character that is not allowed");
        require(Normalizer.isNormalized(value, Normalizer.Form.NFC), "is not in NFC");
        for (String segment : List.of(value.split("/", -1))) {
            require(!segment.isEmpty(), "has an empty segment");
            require(!segment.equals(".") && !segment.equals(".."), "has a segment of dots");
        }
    }

    /** Whether the constructor would take it. */
    static boolean isKey(String value) {
        try {
            return !new BlobKey(value).value().isEmpty();
        } catch (IllegalArgumentException no) {
            return false;
        }
    }

    /** The key itself, as it stands in listings. */
    @Override
    public String toString() {
        return value;
    }

    private static boolean allowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> codePoint != '\\';
        };
    }

    private static int utf8Length(String text) {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(text))
                    .remaining();
        } catch (CharacterCodingException loneSurrogate) {
            throw new IllegalArgumentException("A blob key is no Unicode text", loneSurrogate);
        }
    }

    /** The key is not repeated: it may hold an address. */
    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("A blob key " + otherwise);
        }
    }
}
