package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderIT {

    private final Path temp;

    DataFolderIT(@TempDir Path temp) {
        this.temp = temp;
    }

    @Test
    void openShouldCreateAFolderThatOthersCannotRead() throws IOException {
        try (DataFolder folder = DataFolder.open(temp.resolve("new/data"))) {
            assertThat(Files.getPosixFilePermissions(folder.path()))
                    .doesNotContain(
                            PosixFilePermission.GROUP_READ,
                            PosixFilePermission.OTHERS_READ,
                            PosixFilePermission.GROUP_WRITE,
                            PosixFilePermission.OTHERS_WRITE);
        }
    }

    @Test
    void openShouldNameTheProcessThatHoldsTheFolder() {
        try (ChildJvm holder = ChildJvm.start(Holder.class, temp.toString())) {
            String pid = holder.readLine();

            assertThatThrownBy(() -> DataFolder.open(temp))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("The data folder " + temp + " is in use by another Gatehouse (process " + pid + ")");
        }
    }

    @Test
    void folderShouldBeFreeAfterItsHolderWasKilled() {
        ChildJvm holder = ChildJvm.start(Holder.class, temp.toString());
        holder.readLine();

        holder.kill();

        DataFolder.open(temp).close();
    }

    @Test
    void folderShouldBeFreeAfterClose() {
        DataFolder.open(temp).close();

        DataFolder.open(temp).close();
    }

    @Test
    void openShouldRefuseAFile() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("not a folder");
    }

    /** Holds the folder until its standard input ends. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            try (DataFolder held = DataFolder.open(Path.of(arguments[0]))) {
                System.out.println(ProcessHandle.current().pid());
                while (held.path().isAbsolute() && System.in.read() >= 0) {
                    // until the parent ends it
                }
            }
        }
    }
}
