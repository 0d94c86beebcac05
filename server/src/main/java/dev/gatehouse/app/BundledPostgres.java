package dev.gatehouse.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL that comes in a jar, for machines whose distribution has none; unpacked once. */
final class BundledPostgres {

    private BundledPostgres() {}

    /**
     * Unpacks into a folder named after the archive, unless that was done before.
     *
     * @return the folder with the programs; empty when the class path has no archive for this machine
     */
    static Optional<Path> unpack(Path parent) {
        URL archive = BundledPostgres.class.getResource("/" + archiveName());
        if (archive == null) {
            return Optional.empty();
        }
        Path home = parent.resolve("postgres-" + fingerprint(archive));
        if (!Files.isDirectory(home)) {
            try {
                unpackAtOnce(archive, home);
            } catch (IOException failure) {
                throw new StartupException(
                        "The bundled PostgreSQL cannot be unpacked into " + home + ": " + failure, failure);
            }
        }
        return Optional.of(home.resolve("bin"));
    }

    private static String archiveName() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64" -> "postgres-linux-arm_64.txz";
            default -> "postgres-for-no-such-machine";
        };
    }

    /** The jar's own checksum of the archive: another PostgreSQL in a later release gets a folder of its own. */
    private static String fingerprint(URL archive) {
        try {
            return archive.openConnection() instanceof JarURLConnection jar
                    ? Long.toHexString(jar.getJarEntry().getCrc())
                    : "bundled";
        } catch (IOException unreadable) {
            throw new StartupException("The bundled PostgreSQL cannot be read: " + unreadable, unreadable);
        }
    }

    /** Aside and then renamed, so that a folder of that name is always complete. */
    private static void unpackAtOnce(URL archive, Path home) throws IOException {
        Path aside = home.resolveSibling(home.getFileName() + ".new");
        FileTrees.delete(aside);
        createFolder(aside);
        try (InputStream packed = archive.openStream();
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, aside);
            }
        }
        Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive leads out of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            createFolder(target);
            return;
        }
        createFolder(target.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        }
    }

    /** Whatever the umask says: the database does not run as the unpacking user. */
    private static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, permissions(0755));
    }

    /** The nine low bits of a Unix mode; everyone may read. */
    private static Set<PosixFilePermission> permissions(int mode) {
        var granted = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        List<PosixFilePermission> fromHighestBit = List.of(PosixFilePermission.values());
        for (int bit = 0; bit < fromHighestBit.size(); bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                granted.add(fromHighestBit.get(bit));
            }
        }
        return granted;
    }
}
