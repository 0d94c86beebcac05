package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ChildJvm;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.TestServices;
import dev.gatehouse.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a process of their own, beside a running server on the same database. */
class CommandsIT {

    private final World world = new World();
    private final Map<String, String> environment =
            AppNode.environment(TestServices.get().database());
    private final String domain = world.bob.email().substring(world.bob.email().indexOf('@') + 1);
    private final Path file;

    CommandsIT(@TempDir Path folder) {
        this.file = folder.resolve("people.csv");
    }

    @Test
    void importShouldPrintWhatBecameOfEachRow() throws IOException {
        write(3, "Eve,eve@elsewhere.example\n");

        try (ChildJvm command = importing()) {
            command.readUntil("4 rows, 3 can be imported.");
            command.readUntil("3 of 3 created");
            assertThat(command.readUntil("line 5:")).contains("elsewhere.example is not in one of");
            assertThat(command.end()).isEqualTo(1);
        }
        assertThat(accounts()).isEqualTo(2 + 3);
    }

    @Test
    void importWhoseCommandIsKilledShouldBeFinishedByTheServerWithEveryRowOnce() throws IOException {
        TestServices.get().node(0);
        write(600, "");
        try (ChildJvm command = importing()) {
            command.readUntil("of 600 created");
            command.kill();
        }

        Eventually.get(() -> assertThat(world.sql(
                                "SELECT 1 FROM account_imports WHERE organisation_id = $1 AND state = 'done'",
                                world.organisation)
                        .size())
                .isEqualTo(1));

        assertThat(accounts()).isEqualTo(2 + 600);
        assertThat(world.sql(
                                "SELECT 1 FROM audit_entries WHERE organisation_id = $1 AND action = 'account.create'",
                                world.organisation)
                        .size())
                .isEqualTo(600);
    }

    @Test
    void auditShouldBeVerifiedForEveryOrganisation() {
        world.signIn(world.alice);

        try (ChildJvm command = ChildJvm.start(environment, Main.class, "audit", "verify")) {
            assertThat(command.readUntil(world.organisation.toString())).contains("intact");
        }
    }

    private ChildJvm importing() {
        return ChildJvm.start(environment, Main.class, "import", "accounts", file.toString(), "--organisation", domain);
    }

    private void write(int people, String more) throws IOException {
        StringBuilder text = new StringBuilder("name,addresses\n");
        for (int i = 0; i < people; i++) {
            text.append("Person %d,person%d@%s\n".formatted(i, i, domain));
        }
        Files.writeString(file, text.append(more));
    }

    private int accounts() {
        return world.sql("SELECT 1 FROM account_accounts WHERE organisation_id = $1", world.organisation)
                .size();
    }
}
