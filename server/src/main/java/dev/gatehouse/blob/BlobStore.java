package dev.gatehouse.blob;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes under a key, kept durably: a blob whose {@code put} succeeded survives a kill of this process at once. A blob is
 * seen whole or not at all, also while it is replaced. Failures are {@link BlobException}s.
 */
public interface BlobStore extends AutoCloseable {

    /** Most keys a page may hold. */
    int MAX_PAGE = 1000;

    /**
     * Stores a blob, in place of the one that was there.
     *
     * @param contentType a media type of at most 255 ASCII characters
     */
    Future<BlobInfo> put(BlobKey key, BlobSource source, String contentType);

    /**
     * Stores a blob unless the key is taken. Of several calls at once exactly one stores.
     *
     * @return empty when the key was taken; the blob that is there stays as it is
     */
    Future<Optional<BlobInfo>> putIfAbsent(BlobKey key, BlobSource source, String contentType);

    /**
     * Opens a blob. A range that ends behind the end of the blob is cut there.
     *
     * @return fails with reason {@code MISSING}, or {@code RANGE} when the range begins behind the end
     */
    Future<BlobContent> get(BlobKey key, ByteRange range);

    /** Opens the whole blob; see {@link #get(BlobKey, ByteRange)}. */
    default Future<BlobContent> get(BlobKey key) {
        return get(key, ByteRange.ALL);
    }

    /** Empty when there is no such blob. */
    Future<Optional<BlobInfo>> head(BlobKey key);

    /** Deletes a blob; nothing happens when there is none. */
    Future<Void> delete(BlobKey key);

    /**
     * Keys that begin with {@code prefix}, in an order of the store's own. Every blob that is there from the first page to
     * the last is listed exactly once.
     *
     * @param from {@link BlobPage#next} of the page before; null for the first page
     * @param limit 1 to {@link #MAX_PAGE}; a page may hold fewer although more follow
     */
    Future<BlobPage> list(String prefix, @Nullable String from, int limit);

    /** Succeeds when the store can be written to or, where that would cost, at least answers: for readiness probes. */
    Future<Void> check();

    /** Lets go of connections; the blobs stay. */
    @Override
    void close();
}
