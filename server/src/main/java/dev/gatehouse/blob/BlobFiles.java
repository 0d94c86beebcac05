package dev.gatehouse.blob;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a blob folder: {@code ab/cdef...}, the hash of the key, over 256 folders. All of it blocks. */
final class BlobFiles {

    private static final int FOLDERS = 256;
    private static final int NAME_DIGITS = 2;

    private final Path root;

    private BlobFiles(Path root) {
        this.root = root;
    }

    /** The 256 folders are made at once, so that storing a blob never has to make one durable. */
    static BlobFiles open(Path root) throws IOException {
        StagingFolder.createPrivate(root);
        boolean complete = true;
        for (int n = 0; n < FOLDERS; n++) {
            Path folder = root.resolve(folderName(n));
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
                complete = false;
            }
        }
        if (!complete) {
            force(root);
        }
        return new BlobFiles(root);
    }

    Path path(BlobKey key) {
        String hash = Staging.sha256Hex(key.value().getBytes(StandardCharsets.UTF_8));
        return root.resolve(hash.substring(0, NAME_DIGITS)).resolve(hash.substring(NAME_DIGITS));
    }

    /**
     * Turns a staged file into the blob, durably.
     *
     * @param staged in the same file system; gone afterwards, or left for the caller to delete
     * @return empty when {@code ifAbsent} and the key is taken
     */
    Optional<BlobInfo> store(BlobInfo info, Path staged, boolean ifAbsent) throws IOException {
        Path target = path(info.key());
        if (ifAbsent && Files.exists(target)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            var footer = ByteBuffer.wrap(BlobFrame.footer(info));
            while (footer.hasRemaining()) {
                channel.write(footer);
            }
            channel.force(true);
        }
        if (ifAbsent) {
            try {
                // Unlike a rename, a link is refused when the name is taken: the file system decides who was first.
                Files.createLink(target, staged);
            } catch (FileAlreadyExistsException taken) {
                return Optional.empty();
            }
        } else {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        }
        force(target.resolveSibling("."));
        return Optional.of(info);
    }

    Optional<BlobInfo> head(BlobKey key) throws IOException {
        return read(path(key));
    }

    void delete(BlobKey key) throws IOException {
        Path file = path(key);
        if (Files.deleteIfExists(file)) {
            force(file.resolveSibling("."));
        }
    }

    /** In the order of the hashes; {@code from} and {@link BlobPage#next} are the last file that was looked at. */
    BlobPage list(String prefix, @Nullable String from, int limit) throws IOException {
        String after = from == null ? "" : from;
        var keys = new ArrayList<BlobKey>();
        for (int n = firstFolder(after); n < FOLDERS; n++) {
            for (String name : namesIn(folderName(n), after)) {
                read(root.resolve(name))
                        .map(BlobInfo::key)
                        .filter(key -> key.value().startsWith(prefix))
                        .ifPresent(keys::add);
                if (keys.size() == limit) {
                    return new BlobPage(keys, name);
                }
            }
        }
        return new BlobPage(keys, null);
    }

    private static int firstFolder(String after) {
        return after.isEmpty() ? 0 : HexFormat.fromHexDigits(after, 0, NAME_DIGITS);
    }

    private List<String> namesIn(String folder, String after) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> folder + "/" + file.getFileName())
                    .filter(name -> name.compareTo(after) > 0)
                    .sorted()
                    .toList();
        }
    }

    private static Optional<BlobInfo> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            var end = ByteBuffer.allocate((int) Math.min(size, BlobFrame.MAX_BYTES));
            long position = size - end.capacity();
            while (end.hasRemaining() && channel.read(end, position + end.position()) >= 0) {
                // until the end is read
            }
            return Optional.of(BlobFrame.read(Buffer.buffer(end.array()), size));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static String folderName(int n) {
        return HexFormat.of().toHexDigits((byte) n);
    }

    /** Makes the names in a folder durable. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
