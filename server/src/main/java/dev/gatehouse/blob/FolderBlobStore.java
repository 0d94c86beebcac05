package dev.gatehouse.blob;

import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Blobs in a folder of this machine, for one server alone. Each is written aside, forced to the disk and then renamed to
 * the hash of its key, so that a kill or a power cut leaves either all of it or nothing.
 */
public final class FolderBlobStore implements BlobStore {

    private static final int READ_CHUNK = 64 * 1024;

    private final Vertx vertx;
    private final Blocking blocking;
    private final Clock clock;
    private final Staging staging;
    private final BlobFiles files;

    private FolderBlobStore(Vertx vertx, Blocking blocking, Clock clock, Staging staging, BlobFiles files) {
        this.vertx = vertx;
        this.blocking = blocking;
        this.clock = clock;
        this.staging = staging;
        this.files = files;
    }

    /**
     * Creates the folder when it is missing, and removes what a killed process left half stored. Blocks: for the start of
     * the server.
     *
     * @throws UncheckedIOException when the folder cannot be used
     */
    public static FolderBlobStore open(Vertx vertx, Blocking blocking, Clock clock, Path folder) {
        Path root = folder.toAbsolutePath();
        try {
            var files = BlobFiles.open(root);
            var staging = new Staging(vertx, blocking, StagingFolder.open(root.resolve("new")));
            return new FolderBlobStore(vertx, blocking, clock, staging, files);
        } catch (IOException failure) {
            throw new UncheckedIOException("The blob folder " + root + " cannot be used", failure);
        }
    }

    @Override
    public Future<BlobInfo> put(BlobKey key, BlobSource source, String contentType) {
        return store(key, source, contentType, false).map(Optional::orElseThrow);
    }

    @Override
    public Future<Optional<BlobInfo>> putIfAbsent(BlobKey key, BlobSource source, String contentType) {
        return store(key, source, contentType, true);
    }

    @Override
    public Future<BlobContent> get(BlobKey key, ByteRange range) {
        return vertx.fileSystem()
                .open(
                        files.path(key).toString(),
                        new OpenOptions().setRead(true).setWrite(false).setCreate(false))
                .compose(file -> content(file, range).recover(failure -> closed(file, failure)))
                .recover(FolderBlobStore::explained);
    }

    @Override
    public Future<Optional<BlobInfo>> head(BlobKey key) {
        return blocking.call(() -> files.head(key)).recover(FolderBlobStore::explained);
    }

    @Override
    public Future<Void> delete(BlobKey key) {
        return blocking.<@Nullable Void>call(() -> {
                    files.delete(key);
                    return null;
                })
                .recover(FolderBlobStore::explained);
    }

    @Override
    public Future<BlobPage> list(String prefix, @Nullable String from, int limit) {
        return blocking.call(() -> files.list(prefix, from, Math.clamp(limit, 1, MAX_PAGE)))
                .recover(FolderBlobStore::explained);
    }

    /** Writes one byte and takes it away. */
    @Override
    public Future<Void> check() {
        return staging.check().recover(FolderBlobStore::explained);
    }

    @Override
    public void close() {
        staging.close();
    }

    private Future<Optional<BlobInfo>> store(BlobKey key, BlobSource source, String contentType, boolean ifAbsent) {
        String mediaType = MediaTypes.require(contentType);
        return staging.copy(source)
                .compose(staged -> blocking.call(
                                () -> files.store(info(key, staged, mediaType), staged.file(), ifAbsent))
                        .eventually(() -> staging.discard(staged.file())))
                .recover(FolderBlobStore::explained);
    }

    private BlobInfo info(BlobKey key, Staging.Staged staged, String contentType) {
        return new BlobInfo(
                key,
                staged.size(),
                staged.sha256(),
                contentType,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** The description and the bytes are read through one open file: a replacement in between changes nothing. */
    private static Future<BlobContent> content(AsyncFile file, ByteRange range) {
        return file.size()
                .compose(size -> end(file, size).map(end -> BlobFrame.read(end, size)))
                .map(info -> {
                    if (!range.satisfiableWithin(info.size())) {
                        throw BlobException.outOfRange();
                    }
                    file.setReadPos(range.first());
                    file.setReadLength(range.lengthWithin(info.size()));
                    file.setReadBufferSize(READ_CHUNK);
                    return new BlobContent(info, range, file, file::close);
                });
    }

    private static Future<Buffer> end(AsyncFile file, long size) {
        int length = (int) Math.min(size, BlobFrame.MAX_BYTES);
        return file.read(Buffer.buffer(), 0, size - length, length);
    }

    private static Future<BlobContent> closed(AsyncFile file, Throwable failure) {
        return file.close().transform(done -> Future.failedFuture(failure));
    }

    private static <T extends @Nullable Object> Future<T> explained(Throwable failure) {
        Throwable cause = failure instanceof FileSystemException ? failure.getCause() : failure;
        return switch (cause) {
            case NoSuchFileException missing -> Future.failedFuture(BlobException.missing());
            case IOException broken ->
                Future.failedFuture(
                        new BlobException(BlobException.Reason.UNAVAILABLE, "The blob folder cannot be used", broken));
            case null, default -> Future.failedFuture(failure);
        };
    }
}
