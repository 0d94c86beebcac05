package dev.gatehouse.blob;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * How a blob lies in a file: its bytes, then what is known about it as JSON, then the length of that JSON (4 bytes, big
 * endian) and {@code GHBLOB01}. All of it in one file, so that one rename stores or replaces all of it.
 */
final class BlobFrame {

    private static final byte[] MARK = "GHBLOB01".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = Integer.BYTES + MARK.length;
    /** More than the longest key and content type need. */
    static final int MAX_BYTES = 4096;

    private BlobFrame() {}

    /** What follows the bytes of the blob. */
    static byte[] footer(BlobInfo info) {
        byte[] json = new JsonObject()
                .put("key", info.key().value())
                .put("size", info.size())
                .put("sha256", info.sha256())
                .put("contentType", info.contentType())
                .put("storedAt", info.storedAt().toString())
                .toBuffer()
                .getBytes();
        return ByteBuffer.allocate(json.length + TAIL)
                .put(json)
                .putInt(json.length)
                .put(MARK)
                .array();
    }

    /**
     * Reads the footer.
     *
     * @param end the last {@link #MAX_BYTES} bytes of the file, or all of it when it is shorter
     * @param fileSize of the whole file
     */
    static BlobInfo read(Buffer end, long fileSize) {
        int mark = end.length() - MARK.length;
        int lengthAt = end.length() - TAIL;
        if (lengthAt < 0 || !end.slice(mark, end.length()).equals(Buffer.buffer(MARK))) {
            throw damaged("it does not end as a blob does");
        }
        int length = end.getInt(lengthAt);
        if (length < 0 || length > lengthAt) {
            throw damaged("its description has no sensible length");
        }
        try {
            BlobInfo info = fromJson(end.slice(lengthAt - length, lengthAt).toJsonObject());
            if (info.size() != fileSize - TAIL - length) {
                throw damaged("it has not the size it was stored with");
            }
            return info;
        } catch (DecodeException
                | DateTimeParseException
                | IllegalArgumentException
                | NullPointerException
                | ClassCastException unreadable) {
            throw new BlobException(
                    BlobException.Reason.DAMAGED, "A stored blob is damaged: its description", unreadable);
        }
    }

    private static BlobInfo fromJson(JsonObject json) {
        return new BlobInfo(
                new BlobKey(json.getString("key")),
                json.getLong("size"),
                json.getString("sha256"),
                json.getString("contentType"),
                Instant.parse(json.getString("storedAt")));
    }

    private static BlobException damaged(String how) {
        return new BlobException(BlobException.Reason.DAMAGED, "A stored blob is damaged: " + how);
    }
}
