package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledPostgresIT {

    private static Path temp = Path.of("set before all tests");
    private static Path programs = temp;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException {
        temp = folder;
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
        programs = BundledPostgres.unpack(temp).orElseThrow();
    }

    @Test
    void bundledProgramsShouldServeADatabase() {
        Path folder = temp.resolve("served");

        EmbeddedPostgres.start(folder, Optional.of(programs)).close();

        assertThat(new PostgresCluster(folder).major()).hasValue(17);
    }

    @Test
    void secondUnpackShouldTouchNothing() throws IOException {
        FileTime before = Files.getLastModifiedTime(programs.resolve("postgres"));

        assertThat(BundledPostgres.unpack(temp)).contains(programs);
        assertThat(Files.getLastModifiedTime(programs.resolve("postgres"))).isEqualTo(before);
    }

    @Test
    void symbolicLinksShouldStaySymbolicLinks() throws IOException {
        try (var libraries = Files.list(programs.resolveSibling("lib"))) {
            assertThat(libraries).anyMatch(Files::isSymbolicLink);
        }
    }

    @Test
    void clusterOfAnotherMajorVersionShouldBeRefusedByConfiguredPrograms() {
        assertThatThrownBy(() -> PostgresBinaries.find(Optional.of(programs), OptionalInt.of(16), temp))
                .isInstanceOf(StartupException.class)
                .hasMessage("The embedded database was made by PostgreSQL 16, but GATEHOUSE_POSTGRES_BIN=" + programs
                        + " is PostgreSQL 17");
    }

    @Test
    void clusterWhoseMajorVersionIsNotHereShouldNameIt() {
        assertThatThrownBy(() -> PostgresBinaries.find(Optional.empty(), OptionalInt.of(9), temp))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("was made by PostgreSQL 9, which is not here");
    }

    @Test
    void clusterOfTheBundledMajorVersionShouldGetTheBundledPrograms() {
        assertThat(PostgresBinaries.find(Optional.empty(), OptionalInt.of(17), temp)
                        .major())
                .isEqualTo(17);
    }
}
