package dev.gatehouse.app;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user the database's processes run as (PostgreSQL refuses root), and the words before each of their commands that
 * make it so and that end them with this process, even when it is killed.
 *
 * @param words empty when the machine has no tool for this; the server then gets a guard instead
 * @param uid who owns the cluster's files
 */
record PostgresUser(List<String> words, int uid, int gid) {

    private static final int ROOT = 0;

    /**
     * For machines without util-linux: the guard reads the pipe that ends with this process, and then stops the
     * server, which has taken the place of the shell.
     */
    private static final String GUARD = """
            exec 3<&0
            (trap '' INT; read -r gone <&3; kill -INT $$) >/dev/null 2>&1 &
            exec "$@" </dev/null 3<&-
            """;

    /** A program that ends by itself. */
    List<String> command(Path program, List<String> arguments) {
        return joined(words, program, arguments);
    }

    /** The server: where the machine can, in a session of its own, so that Ctrl-C at the console is not for it. */
    List<String> serverCommand(Path program, List<String> arguments) {
        if (words.isEmpty()) {
            return joined(List.of("sh", "-c", GUARD, "gatehouse-guard"), program, arguments);
        }
        return joined(joined(words, Path.of("setsid"), List.of()), program, arguments);
    }

    private static List<String> joined(List<String> before, Path program, List<String> arguments) {
        var command = new ArrayList<>(before);
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    /** Makes a file or folder that this process created the database's own. */
    void give(Path path) throws IOException {
        if (uid != currentUid()) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * An ordinary user keeps its name. Root becomes the owner of the existing cluster; for a new one the account
     * {@code postgres}, else {@code nobody}; and where neither may pass through the folders above, root without its
     * powers, in a user namespace.
     *
     * @param folder exists; the cluster {@code data}, which may not exist yet, lies in it
     */
    static PostgresUser choose(Path folder, Path data) {
        int self = currentUid();
        boolean exists = Files.isDirectory(data);
        int owner = exists ? attribute(data, "unix:uid") : self;
        if (self != ROOT) {
            if (owner != self) {
                throw new StartupException("The embedded database in " + data + " belongs to user " + owner
                        + ": start Gatehouse as that user, or as root");
            }
            return ordinary(folder, self);
        }
        if (!exists) {
            return forNewCluster(folder);
        }
        if (owner == ROOT) {
            return powerlessRoot(folder);
        }
        PostgresUser user = dropped(owner, attribute(data, "unix:gid"));
        if (!user.mayEnter(folder)) {
            throw new StartupException(cannotEnter(folder, user));
        }
        return user;
    }

    private static PostgresUser ordinary(Path folder, int self) {
        var bound = new PostgresUser(List.of("setpriv", "--pdeathsig=INT", "--"), self, self);
        return bound.mayEnter(folder) ? bound : new PostgresUser(List.of(), self, self);
    }

    private static PostgresUser forNewCluster(Path folder) {
        PostgresUser user = unprivileged(folder);
        return user.mayEnter(folder) ? user : powerlessRoot(folder);
    }

    private static PostgresUser unprivileged(Path folder) {
        for (String name : List.of("postgres", "nobody")) {
            String uid =
                    PostgresProcess.output(List.of("id", "-u", name), folder).strip();
            String gid =
                    PostgresProcess.output(List.of("id", "-g", name), folder).strip();
            if (uid.matches("\\d+") && gid.matches("\\d+")) {
                return dropped(Integer.parseInt(uid), Integer.parseInt(gid));
            }
        }
        throw new StartupException("The embedded database does not run as root, and there is neither a user postgres"
                + " nor nobody: start Gatehouse as an ordinary user, or set GATEHOUSE_DATABASE_URL");
    }

    private static PostgresUser dropped(int uid, int gid) {
        return new PostgresUser(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--pdeathsig=INT", "--"),
                uid,
                gid);
    }

    private static PostgresUser powerlessRoot(Path folder) {
        var user = new PostgresUser(List.of("unshare", "--user", "setpriv", "--pdeathsig=INT", "--"), ROOT, ROOT);
        if (!user.mayEnter(folder)) {
            throw new StartupException(cannotEnter(folder, unprivileged(folder)));
        }
        return user;
    }

    /** Asks by doing it: this also tells whether the tools are there, and whether this machine lets them work. */
    private boolean mayEnter(Path folder) {
        return PostgresProcess.succeeds(command(Path.of("test"), List.of("-x", folder.toString())), Path.of("/"));
    }

    private static String cannotEnter(Path folder, PostgresUser user) {
        return "The embedded database does not run as root, and user " + user.uid() + " may not enter " + folder
                + ": make the folders above it passable (chmod o+x), choose another GATEHOUSE_DATA_DIR, install"
                + " util-linux if setpriv is missing, or start Gatehouse as an ordinary user";
    }

    private static int attribute(Path path, String name) {
        try {
            return (Integer) Files.getAttribute(path, name);
        } catch (IOException failure) {
            throw new StartupException("The folder " + path + " cannot be read: " + failure, failure);
        }
    }

    private static int currentUid() {
        return (int) new UnixSystem().getUid();
    }
}
