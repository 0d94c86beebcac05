package dev.gatehouse.app;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder where this server keeps what must survive a restart, held by one server at a time. The hold is a lock of
 * the operating system, so it ends with the process, however the process ends.
 */
public final class DataFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Creates the folder when it is missing (closed to other users; when root creates it, others may pass through it
     * to what belongs to them, for the embedded database leaves root) and takes its lock.
     *
     * @throws StartupException when it cannot be created, is no folder, or another server holds it
     */
    public static DataFolder open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            create(absolute);
            return lock(absolute);
        } catch (FileAlreadyExistsException notAFolder) {
            throw new StartupException("The data folder " + absolute + " is a file, not a folder", notAFolder);
        } catch (IOException failure) {
            throw new StartupException("The data folder " + absolute + " cannot be used: " + failure, failure);
        }
    }

    /** Absolute and normalised. */
    public Path path() {
        return folder;
    }

    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Lets another server have the folder. Its content stays. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The lock ends with the process at the latest, and there is nothing else to do about it.
        }
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder);
        String mode = new UnixSystem().getUid() == 0 ? "rwx--x--x" : "rwx------";
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }

    private static DataFolder lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String holder = readHolder(channel);
            channel.close();
            throw new StartupException(
                    "The data folder " + folder + " is in use by another Gatehouse (process " + holder + ")");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        return new DataFolder(folder, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String readHolder(FileChannel channel) throws IOException {
        var content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        String pid = StandardCharsets.US_ASCII.decode(content.flip()).toString().strip();
        return pid.isEmpty() ? "unknown" : pid;
    }
}
