package dev.gatehouse.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * A folder of one process below a folder that several may share: a server, and a command beside it. It is held by a lock of the
 * operating system, so that whoever comes later knows what a killed process has left behind, and removes that alone.
 */
final class StagingFolder implements AutoCloseable {

    private static final String LOCK = ".lock";

    private final Path folder;
    private final Path lock;
    private final FileChannel held;

    private StagingFolder(Path folder, Path lock, FileChannel held) {
        this.folder = folder;
        this.lock = lock;
        this.held = held;
    }

    /** Blocks: for the start of the server. */
    static StagingFolder open(Path parent) throws IOException {
        createPrivate(parent);
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, "*" + LOCK)) {
            for (Path lock : locks) {
                removeIfDead(lock);
            }
        }
        while (true) {
            Path lock = parent.resolve(UUID.randomUUID() + LOCK);
            FileChannel held = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Another process that opens at this very moment may have taken the new file for a dead one's.
            if (held.tryLock() != null && Files.exists(lock)) {
                Path folder = folderOf(lock);
                createPrivate(folder);
                return new StagingFolder(folder, lock, held);
            }
            held.close();
        }
    }

    static void createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    Path newFile() {
        return folder.resolve(UUID.randomUUID().toString());
    }

    /** Gives the folder up with what is in it. */
    @Override
    public void close() {
        try (held) {
            remove(folder, lock);
        } catch (IOException left) {
            // The next one that opens the parent removes it.
        }
    }

    private static void removeIfDead(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                remove(folderOf(lock), lock);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Alive.
        }
    }

    private static void remove(Path folder, Path lock) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
        Files.deleteIfExists(lock);
    }

    private static Path folderOf(Path lock) {
        String name = lock.getFileName().toString();
        return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }
}
