package dev.gatehouse.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The folder of the embedded database: {@code data} is PostgreSQL's cluster, {@code password} opens it, and nothing
 * else in it matters.
 */
final class PostgresCluster {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;

    /** Creates the folder when it is missing: passable, for the database's own user has its files below it. */
    PostgresCluster(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(this.folder)) {
                Files.createDirectories(this.folder);
                Files.setPosixFilePermissions(this.folder, PASSABLE);
            }
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    Path folder() {
        return folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** The major version that made the cluster; empty before there is one. */
    OptionalInt major() {
        try {
            return OptionalInt.of(Integer.parseInt(
                    Files.readString(data().resolve("PG_VERSION")).strip()));
        } catch (NoSuchFileException none) {
            return OptionalInt.empty();
        } catch (IOException | NumberFormatException unreadable) {
            throw new StartupException("The embedded database in " + data() + " cannot be read", unreadable);
        }
    }

    /**
     * Leaves a complete cluster and its password in the folder, and does nothing when both are there.
     *
     * @return the password of the application's role
     */
    String prepare(PostgresBinaries binaries, PostgresUser user) {
        try {
            boolean known = Files.exists(passwordFile()) && Files.size(passwordFile()) > 0;
            String password = known ? Files.readString(passwordFile()).strip() : writeNewPassword();
            if (!Files.isDirectory(data())) {
                create(binaries, user, password);
            } else if (!known) {
                sql(binaries, user, data(), "ALTER ROLE " + EmbeddedPostgres.NAME + " PASSWORD '" + password + "';\n");
            }
            return password;
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    /** Aside and then renamed: {@code data} is complete whenever it exists, whatever kills us on the way. */
    private void create(PostgresBinaries binaries, PostgresUser user, String password) throws IOException {
        Path aside = folder.resolve("data.new");
        try {
            initdb(binaries, user, aside, "C.UTF-8");
        } catch (StartupException perhapsNoSuchLocale) {
            initdb(binaries, user, aside, "C");
        }
        sql(binaries, user, aside, """
                ALTER ROLE postgres PASSWORD NULL;
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s';
                CREATE DATABASE %1$s OWNER %1$s;
                """.formatted(EmbeddedPostgres.NAME, password));
        Files.move(aside, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Password authentication wants a password for the superuser: a random one that nobody keeps. */
    private void initdb(PostgresBinaries binaries, PostgresUser user, Path target, String locale) throws IOException {
        FileTrees.delete(target);
        Files.createDirectory(target, PRIVATE_FOLDER);
        user.give(target);
        Path throwaway = folder.resolve("initdb-password");
        Files.deleteIfExists(throwaway);
        Files.createFile(throwaway, PRIVATE_FILE);
        try {
            Files.writeString(throwaway, newPassword());
            user.give(throwaway);
            List<String> arguments = List.of(
                    "--pgdata=" + target,
                    "--username=postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=" + throwaway,
                    "--encoding=UTF8",
                    "--locale=" + locale);
            PostgresProcess.run(
                    user.command(binaries.program("initdb"), arguments),
                    folder,
                    "",
                    "The embedded database cannot be created in " + folder);
        } finally {
            Files.deleteIfExists(throwaway);
        }
    }

    /** Statements, one a line, run by a single process with no server: no port, and no password needed. */
    private void sql(PostgresBinaries binaries, PostgresUser user, Path target, String statements) {
        List<String> arguments = List.of(
                "--single",
                "-D",
                target.toString(),
                "-c",
                "exit_on_error=true",
                "-c",
                "log_min_error_statement=panic",
                "postgres");
        PostgresProcess.run(
                user.command(binaries.program("postgres"), arguments),
                folder,
                statements,
                "The embedded database cannot be prepared in " + folder);
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    private String writeNewPassword() throws IOException {
        String password = newPassword();
        SecretFiles.write(passwordFile(), password + "\n");
        return password;
    }

    private static String newPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private StartupException unusable(IOException failure) {
        return new StartupException(
                "The folder of the embedded database " + folder + " cannot be used: " + failure, failure);
    }
}
