package dev.gatehouse.blob;

import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Half-stored blobs: bytes are first brought here and measured, then stored at once. */
final class Staging {

    /** Bytes that stand in a file of the staging folder, or in the caller's own file. */
    record Staged(Path file, long size, String sha256) {}

    private final Vertx vertx;
    private final Blocking blocking;
    private final StagingFolder folder;

    Staging(Vertx vertx, Blocking blocking, StagingFolder folder) {
        this.vertx = vertx;
        this.blocking = blocking;
        this.folder = folder;
    }

    void close() {
        folder.close();
    }

    /** Brings a copy into the staging folder; the caller moves or discards it. Not yet forced to the disk. */
    Future<Staged> copy(BlobSource source) {
        Path file = folder.newFile();
        Future<Staged> copied =
                switch (source) {
                    case BlobSource.OfFile(Path original) -> blocking.call(() -> copy(original, file));
                    case BlobSource.OfBytes(var bytes) -> blocking.call(() -> write(bytes.getBytes(), file));
                    case BlobSource.OfStream stream -> receive(stream, file);
                };
        return copied.recover(failure -> discard(file).transform(done -> Future.failedFuture(failure)));
    }

    /** Measures a file of the caller's where it lies. */
    Future<Staged> measure(Path original) {
        return blocking.call(() -> measured(original, original, OutputStream.nullOutputStream()));
    }

    Future<Void> discard(Path file) {
        return blocking.call(() -> {
            Files.deleteIfExists(file);
            return null;
        });
    }

    /** Tells whether something can be written here. */
    Future<Void> check() {
        Path file = folder.newFile();
        return blocking.call(() -> write(new byte[1], file)).compose(written -> discard(file));
    }

    private Future<Staged> receive(BlobSource.OfStream source, Path file) {
        MessageDigest digest = sha256();
        var measured = new MeasuredStream(source.stream(), source.length(), digest);
        var options = new OpenOptions().setCreateNew(true).setWrite(true);
        return vertx.fileSystem()
                .open(file.toString(), options)
                .compose(target -> pipe(measured, target))
                .map(done -> new Staged(file, source.length(), hex(digest)));
    }

    private static Future<Void> pipe(MeasuredStream source, AsyncFile target) {
        return source.pipe().endOnComplete(false).to(target).eventually(target::close);
    }

    private static Staged copy(Path original, Path file) throws IOException {
        try (OutputStream target = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            return measured(original, file, target);
        }
    }

    private static Staged measured(Path original, Path result, OutputStream target) throws IOException {
        MessageDigest digest = sha256();
        long size = Files.copy(original, new DigestOutputStream(target, digest));
        return new Staged(result, size, hex(digest));
    }

    private static Staged write(byte[] bytes, Path file) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        return new Staged(file, bytes.length, sha256Hex(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
