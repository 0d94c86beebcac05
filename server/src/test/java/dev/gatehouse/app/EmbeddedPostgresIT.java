package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.security.auth.module.UnixSystem;
import dev.gatehouse.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedPostgresIT {

    private static final int NOBODY = 65534;

    private static Path made = Path.of("set before all tests");

    private final Path temp;
    private final Path folder;

    EmbeddedPostgresIT(@TempDir Path temp) throws IOException {
        this.temp = temp;
        this.folder = temp.resolve("postgres");
        letTheDatabaseUserPass(temp);
    }

    /** Creating a cluster takes a second or two: most tests start with a copy of this one. */
    @BeforeAll
    static void makeOne(@TempDir Path shared) throws IOException {
        letTheDatabaseUserPass(shared);
        made = shared.resolve("postgres");
        EmbeddedPostgres.start(made, Optional.empty()).close();
    }

    private static void letTheDatabaseUserPass(Path temp) throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void databaseShouldOpenOnlyWithItsPassword() throws Exception {
        try (EmbeddedPostgres postgres = startCopy()) {
            assertThat(query(postgres, "SELECT current_user || ' ' || current_database()"))
                    .isEqualTo("gatehouse gatehouse");
            assertThatThrownBy(() -> connect(postgres.port(), "gatehouse", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> connect(postgres.port(), "postgres", "")).isInstanceOf(SQLException.class);
            assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void databaseShouldBeDurableAndItsOwnerNoSuperuser() throws Exception {
        try (EmbeddedPostgres postgres = startCopy()) {
            assertThat(query(postgres, "SELECT current_setting('fsync') || current_setting('synchronous_commit')"))
                    .isEqualTo("onon");
            assertThat(query(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            assertThat(query(postgres, "SELECT lower('ÜBER')")).isEqualTo("über");
        }
    }

    @Test
    void restartShouldKeepRowsAndPassword() throws Exception {
        String password;
        try (EmbeddedPostgres first = startCopy()) {
            insertRow(first, 42);
            password = first.password();
        }

        try (EmbeddedPostgres second = start()) {
            assertThat(second.password()).isEqualTo(password);
            assertThat(query(second, "SELECT n FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void serverShouldDieWithAKilledProcessAndStartCleanAgain() throws Exception {
        copyMade();
        ChildJvm child = ChildJvm.start(EmbeddedPostgresChild.class, folder.toString());
        String[] told = told(child);
        insertRow(Integer.parseInt(told[1]), told[2], 7);

        child.kill();

        assertThat(endsSoon(Long.parseLong(told[0]))).isTrue();
        try (EmbeddedPostgres next = start()) {
            assertThat(query(next, "SELECT n FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void startShouldStopAServerStillRunningOnTheFolder() throws Exception {
        try (EmbeddedPostgres leftOver = startCopy()) {
            insertRow(leftOver, 1);

            try (EmbeddedPostgres next = start()) {
                assertThat(endsSoon(leftOver.pid())).isTrue();
                assertThat(query(next, "SELECT n FROM kept")).isEqualTo("1");
            }
        }
    }

    @Test
    void startShouldNotTakeAStrangerForItsPredecessor() throws Exception {
        copyMade();
        PostgresUser user = PostgresUser.choose(folder, folder.resolve("data"));
        Process stranger = new ProcessBuilder(user.command(Path.of("sleep"), List.of("60"))).start();
        Path pidFile = Files.writeString(folder.resolve("data/postmaster.pid"), stranger.pid() + "\n");
        user.give(pidFile);

        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void lostPasswordFileShouldBeReplaced() throws Exception {
        copyMade();
        Files.delete(folder.resolve("password"));

        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void halfMadeClusterShouldBeMadeAnew() throws Exception {
        Files.createDirectories(folder.resolve("data.new/base"));
        Files.writeString(folder.resolve("data.new/PG_VERSION"), "15\n");

        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void configuredFolderWithoutProgramsShouldBeNamed() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, Optional.of(temp)))
                .isInstanceOf(StartupException.class)
                .hasMessage("There are no PostgreSQL programs (postgres, initdb) in " + temp);
    }

    @Test
    @EnabledIf("root")
    void rootShouldLeaveItsNameToTheDatabaseUser() throws Exception {
        try (EmbeddedPostgres postgres = startCopy()) {
            assertThat(Files.getAttribute(Path.of("/proc/" + postgres.pid()), "unix:uid"))
                    .isEqualTo(Files.getAttribute(folder.resolve("data"), "unix:uid"))
                    .isNotEqualTo(0);
        }
    }

    @Test
    @EnabledIf("root")
    void rootShouldStartBelowAFolderThatOnlyRootMayEnter() throws Exception {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx------"));

        start().close();
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    @EnabledIf("root")
    void ordinaryUserShouldBeAbleToStartAndBeKilled() throws Exception {
        assertThat(killAsOrdinaryUser(Map.of())).isTrue();
    }

    @Test
    @EnabledIf("root")
    void serverShouldDieWithAKilledProcessWithoutUtilLinux() throws Exception {
        Path tools = Files.createDirectory(temp.resolve("tools"));
        for (String tool : List.of("sh", "test")) {
            Path script = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec /bin/" + tool + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        assertThat(killAsOrdinaryUser(Map.of("PATH", tools.toString()))).isTrue();
    }

    /** Starts the database in a child of another user, kills the child, and tells whether the server ended too. */
    private boolean killAsOrdinaryUser(Map<String, String> environment) throws Exception {
        Path home = Files.createDirectory(temp.resolve("home"));
        Files.setAttribute(home, "unix:uid", NOBODY);
        ChildJvm child = ChildJvm.startAs(
                NOBODY,
                temp,
                environment,
                EmbeddedPostgresChild.class,
                home.resolve("postgres").toString());
        String[] told = told(child);
        insertRow(Integer.parseInt(told[1]), told[2], 3);

        child.kill();

        return endsSoon(Long.parseLong(told[0]));
    }

    private static String[] told(ChildJvm child) {
        String line = child.readLine();
        assertThat(line).matches("\\d+ \\d+ \\S+");
        return line.split(" ", -1);
    }

    static boolean root() {
        return new UnixSystem().getUid() == 0;
    }

    private EmbeddedPostgres startCopy() throws Exception {
        copyMade();
        return start();
    }

    private void copyMade() throws Exception {
        Process copy = new ProcessBuilder("cp", "-a", made.toString(), folder.toString())
                .inheritIO()
                .start();
        assertThat(copy.waitFor()).isZero();
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, Optional.empty());
    }

    private static boolean endsSoon(long pid) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isEmpty()
                || !process.get().onExit().get(10, TimeUnit.SECONDS).isAlive();
    }

    private static void insertRow(EmbeddedPostgres postgres, int n) throws SQLException {
        insertRow(postgres.port(), postgres.password(), n);
    }

    private static void insertRow(int port, String password, int n) throws SQLException {
        try (Connection connection = connect(port, "gatehouse", password)) {
            connection.createStatement().execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (" + n + ")");
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres.port(), postgres.user(), postgres.password());
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(int port, String user, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/gatehouse", user, password);
    }
}
