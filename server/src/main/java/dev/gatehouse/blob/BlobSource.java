package dev.gatehouse.blob;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;

/** Where the bytes of a new blob come from. */
public sealed interface BlobSource {

    /** A file that nobody changes or deletes until the blob is stored. */
    static BlobSource of(Path file) {
        return new OfFile(file);
    }

    /** A few bytes that are in memory anyway. */
    static BlobSource of(Buffer bytes) {
        return new OfBytes(bytes);
    }

    /**
     * A stream of exactly {@code length} bytes. It is paused at once and read as fast as it can be stored, on the
     * context of the caller.
     */
    static BlobSource of(ReadStream<Buffer> stream, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("A stream of negative length");
        }
        return new OfStream(stream.pause(), length);
    }

    /** See {@link #of(Path)}. */
    record OfFile(Path file) implements BlobSource {}

    /** See {@link #of(Buffer)}. */
    record OfBytes(Buffer bytes) implements BlobSource {}

    /** See {@link #of(ReadStream, long)}. */
    record OfStream(ReadStream<Buffer> stream, long length) implements BlobSource {}
}
