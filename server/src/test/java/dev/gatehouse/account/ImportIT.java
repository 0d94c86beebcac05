package dev.gatehouse.account;

import static dev.gatehouse.account.People.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.db.Notifications;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Text;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static People people;

    private Organisation acme;
    private String domain;
    private Caller admin;

    @BeforeAll
    static void start() {
        people = new People();
        people.organisations
                .createProvider(people.system, "Provider", "provider.example")
                .await();
    }

    @AfterAll
    static void stop() {
        people.close();
    }

    @BeforeEach
    void organisation() {
        domain = "import" + COUNT.incrementAndGet() + ".example";
        acme = people.organisation(domain);
        admin = Callers.with(acme.id(), Role.ORGANISATION_ADMIN);
        people.credentials.calls.clear();
        people.credentials.poisoned = () -> {};
    }

    @Test
    void previewShouldSayWhatWouldHappenAndCreateNothing() {
        people.person(acme, "taken@" + domain);

        AccountImport preview = create("""
                name,addresses,roles,invite,password_hash
                Ann,ann@%1$s an@%1$s,spam-admin,,
                Bob,bob@%1$s,,,$2b$10$abc
                Tim,taken@%1$s,,,
                Eve,eve@other.example,,,
                """);

        assertThat(preview.state()).isEqualTo("preview");
        assertThat(List.of(preview.rows(), preview.good(), preview.refused(), preview.created()))
                .containsExactly(4, 2, 2, 0);
        assertThat(preview.sample()).extracting(ImportRow::name).containsExactly("Ann", "Bob");
        assertThat(preview.problems()).extracting(ImportRow::line).containsExactly(4, 5);
        assertThat(preview.problems().getFirst().problem())
                .contains("taken@" + domain + " belongs to an account already.");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void startedImportShouldCreateInviteAndForgetHashes() {
        AccountImport preview = create("""
                name,addresses,roles,invite,password_hash
                Ann,ann@%1$s an@%1$s,spam-admin,,
                Bob,bob@%1$s,,,$2b$10$abc
                Cid,cid@%1$s,,no,
                """);

        people.imports.start(admin, acme.id(), preview.id()).await();
        work();

        AccountImport done = people.imports.get(admin, acme.id(), preview.id()).await();
        assertThat(done.state()).isEqualTo("done");
        assertThat(done.created()).isEqualTo(3);
        assertThat(people.credentials.calls).containsExactly("invite ann@" + domain);
        assertThat(find("ann").state()).isEqualTo(Account.State.INVITED);
        assertThat(find("bob").state()).isEqualTo(Account.State.ACTIVE);
        assertThat(hashes()).isZero();
        assertThat(people.actions(acme.id()))
                .endsWith(
                        "account.start-import",
                        "account.create",
                        "account.create",
                        "account.create",
                        "account.finish-import");
        problem(() -> people.imports.start(admin, acme.id(), preview.id())).isEqualTo("import-not-waiting");
        problem(() -> people.imports.cancel(admin, acme.id(), preview.id())).isEqualTo("import-not-waiting");
    }

    @Test
    void rowThatBringsItsTransactionDownShouldBeGivenUpAndNoOther() {
        AccountImport poisoned = create("""
                name,addresses,password_hash
                Bob,bob@%1$s,$2b$10$poison
                """);
        AccountImport innocent = create("""
                name,addresses
                Ann,ann@%1$s
                """);
        people.imports.start(admin, acme.id(), poisoned.id()).await();
        people.imports.start(admin, acme.id(), innocent.id()).await();
        // Somebody cancels the first import just when its row has failed alone: it is not the next to be claimed any
        // more.
        AtomicInteger failures = new AtomicInteger();
        people.credentials.poisoned = () -> {
            if (failures.incrementAndGet() == 2) {
                people.db.query(
                        client -> client.preparedQuery("UPDATE account_imports SET state = 'cancelled' WHERE id = $1")
                                .execute(Tuple.of(poisoned.id())));
            }
        };

        work();

        assertThat(failures).hasValue(2);
        AccountImport done = people.imports.get(admin, acme.id(), innocent.id()).await();
        assertThat(done.refused()).isZero();
        assertThat(done.created()).isEqualTo(1);
    }

    @Test
    void refusedRowWithAHashShouldNotTurnIntoAnInvitationUnseen() {
        AccountImport preview = create("""
                name,addresses,invite,password_hash
                Bob,bob@other.example,no,$2b$10$abc
                Cid,cid@other.example,no,
                """);

        String csv =
                Text.of(people.imports.refused(admin, acme.id(), preview.id()).await());

        List<String> lines = csv.lines().toList();
        assertThat(lines.get(1)).startsWith("Bob,bob@other.example,,,,").contains("password hash", "again");
        assertThat(lines.get(2)).startsWith("Cid,cid@other.example,,no,,").doesNotContain("password hash");
    }

    @Test
    void rowsThatFailLaterShouldBeRefusedAndNotHoldUpTheRest() {
        AccountImport preview = create("""
                name,addresses,password_hash
                Ann,ann@%1$s,
                Bob,bob@%1$s,$2b$10$poison
                Unreachable,cid@%1$s,
                Dan,dan@%1$s,
                Eva,eva@%1$s,
                """);
        people.person(acme, "dan@" + domain);

        people.imports.start(admin, acme.id(), preview.id()).await();
        work();

        AccountImport done = people.imports.get(admin, acme.id(), preview.id()).await();
        assertThat(done.state()).isEqualTo("done");
        assertThat(done.created()).isEqualTo(2);
        assertThat(done.problems()).extracting(ImportRow::line).containsExactly(3, 4, 5);
        assertThat(done.problems())
                .extracting(row -> row.problem().orElse(""))
                .containsExactly(
                        "This row could not be imported. The reason is in the server's log.",
                        "Nobody can reach this mailbox.",
                        "dan@" + domain + " belongs to an account already.");
        String csv =
                Text.of(people.imports.refused(admin, acme.id(), preview.id()).await());
        assertThat(csv)
                .startsWith("name,addresses,roles,invite,password_hash,reason\r\n")
                .doesNotContain("$2b$");
        assertThat(create(csv).rows()).isEqualTo(3);
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void twoNodesShouldShareTheWorkAndCreateEachRowOnce() {
        AccountImport preview = create(file(300));
        people.imports.start(admin, acme.id(), preview.id()).await();

        Future.all(List.of(drain(), drain(), drain())).await();
        work();

        assertThat(people.imports.get(admin, acme.id(), preview.id()).await().created())
                .isEqualTo(300);
        assertThat(count()).isEqualTo(300);
    }

    @Test
    void cancelledImportShouldKeepWhatItHasCreated() {
        AccountImport preview = create(file(60));
        people.imports.start(admin, acme.id(), preview.id()).await();
        people.imports.work().await();

        AccountImport stopped =
                people.imports.cancel(admin, acme.id(), preview.id()).await();
        work();

        assertThat(stopped.state()).isEqualTo("cancelled");
        assertThat(stopped.created()).isEqualTo(25);
        assertThat(count()).isEqualTo(25);
        assertThat(hashes()).isZero();
    }

    @Test
    void jobShouldBeginAtOnceWhenAnImportIsStarted() {
        Notifications notifications = people.database.notifications();
        String id = people.database
                .vertx()
                .deployVerticle(new ImportJob(people.imports, notifications))
                .await();
        AccountImport preview = create(file(60));

        people.imports.start(admin, acme.id(), preview.id()).await();

        Eventually.get(() -> assertThat(people.imports
                        .get(admin, acme.id(), preview.id())
                        .await()
                        .state())
                .isEqualTo("done"));
        people.database.vertx().undeploy(id).await();
        notifications.close().await();
    }

    @Test
    void providersPreviewShouldNotBeStartedByALowerAdministrator() {
        java.util.UUID provider = people.database
                .sql("SELECT id FROM account_organisations WHERE provider")
                .iterator()
                .next()
                .getUUID("id");
        Caller chief = Callers.with(provider, Role.PROVIDER_ADMIN);
        Caller clerk = Callers.with(provider, Role.ORGANISATION_ADMIN);
        AccountImport preview = people.imports
                .create(chief, provider, "name,addresses,roles\nNew,new@provider.example,provider-admin\n")
                .await();

        problem(() -> people.imports.start(clerk, provider, preview.id())).isEqualTo("role-not-grantable");
        assertThat(people.imports.start(chief, provider, preview.id()).await().running())
                .isTrue();
        work();
    }

    @Test
    void eveShouldFindNothing() {
        AccountImport preview = create(file(1));
        Organisation evil = people.organisation("evil-" + domain);
        Caller eve = Callers.with(evil.id(), Role.ORGANISATION_ADMIN);

        problem(() -> people.imports.get(eve, acme.id(), preview.id())).isEqualTo("not-found");
        problem(() -> people.imports.get(eve, evil.id(), preview.id())).isEqualTo("not-found");
        problem(() -> people.imports.start(eve, evil.id(), preview.id())).isEqualTo("not-found");
        problem(() -> people.imports.cancel(eve, evil.id(), preview.id())).isEqualTo("not-found");
        problem(() -> people.imports.refused(eve, evil.id(), preview.id())).isEqualTo("not-found");
        problem(() -> people.imports.start(
                        Callers.withoutStepUp(acme.id(), Role.ORGANISATION_ADMIN), acme.id(), preview.id()))
                .isEqualTo("step-up-required");
    }

    @Test
    void oldPreviewsShouldBeForgotten() {
        AccountImport preview = create(file(1));
        Clock tomorrow = Clock.fixed(Instant.now().plus(Duration.ofHours(25)), ZoneOffset.UTC);

        people.imports.forgetOld().await();
        assertThat(people.imports.get(admin, acme.id(), preview.id()).await().rows())
                .isEqualTo(1);
        new ImportService(people.db, people.audit, people.credentials, people.blocking, tomorrow)
                .forgetOld()
                .await();

        problem(() -> people.imports.get(admin, acme.id(), preview.id())).isEqualTo("not-found");
    }

    @Test
    void oldestPreviewShouldGiveWay() {
        AccountImport first = create(file(1));

        List<Future<AccountImport>> more = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            more.add(people.imports.create(admin, acme.id(), file(2).formatted(domain)));
        }
        Future.all(more).await();

        problem(() -> people.imports.get(admin, acme.id(), first.id())).isEqualTo("not-found");
        assertThat(imports("preview")).isEqualTo(5);
        assertThat(people.database.sql("""
                                SELECT 1 FROM account_import_rows r JOIN account_imports i ON i.id = r.import_id
                                WHERE i.organisation_id = $1""", acme.id()).size()).isEqualTo(10);
    }

    @Test
    void oldestResultsShouldGiveWay() {
        for (int i = 0; i < 22; i++) {
            AccountImport preview = create(file(1));
            people.imports.cancel(admin, acme.id(), preview.id()).await();
        }
        create(file(1));

        assertThat(imports("cancelled")).isEqualTo(20);
    }

    @Test
    void fewImportsShouldRunAtATime() {
        List<AccountImport> previews = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            AccountImport preview = create(file(1));
            previews.add(preview);
            if (i < 5) {
                people.imports.start(admin, acme.id(), preview.id()).await();
            }
        }

        problem(() -> people.imports.start(admin, acme.id(), previews.getLast().id()))
                .isEqualTo("too-many-imports");
        assertThat(imports("running")).isEqualTo(5);
        work();
        people.imports.start(admin, acme.id(), previews.getLast().id()).await();
        work();
    }

    @Test
    void importShouldNotFloodAMailbox() {
        for (int i = 0; i < 5; i++) {
            Account account = people.accounts
                    .create(admin, acme.id(), "Flood", List.of("flood@" + domain), Set.of(), true)
                    .await();
            people.accounts.delete(admin, acme.id(), account.id()).await();
        }
        AccountImport preview = create("name,addresses\nFlood,flood@%1$s\nAnn,ann@%1$s\n");

        people.imports.start(admin, acme.id(), preview.id()).await();
        work();

        AccountImport done = people.imports.get(admin, acme.id(), preview.id()).await();
        assertThat(done.created()).isEqualTo(1);
        assertThat(done.problems())
                .extracting(row -> row.problem().orElse(""))
                .containsExactly("Too many mails have been sent. Wait a while, then try again.");
        assertThat(people.credentials.calls)
                .filteredOn(call -> call.startsWith("invite flood"))
                .hasSize(5);
    }

    private int imports(String state) {
        return people.database
                .sql("SELECT 1 FROM account_imports WHERE organisation_id = $1 AND state = $2", acme.id(), state)
                .size();
    }

    @Test
    void largestFileShouldBePreviewedAtOnce() {
        AccountImport preview = create(file(10_000));

        assertThat(preview.good()).isEqualTo(10_000);
        assertThat(preview.sample()).hasSize(20);
    }

    @Test
    void commandShouldImportAndSayWhatWasRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("people.csv");
        Files.writeString(
                file,
                "name;addresses;password_hash\nAnn;ann@%1$s;\nBob;bob@%1$s;$2b$10$x\nEve;eve@other.example;\n"
                        .formatted(domain));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        int code = command(printed).run(Optional.of(domain), file).await();

        assertThat(code).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("3 rows, 2 can be imported.")
                .contains("2 of 2 created")
                .contains("line 4: eve@other.example is not in one of the organisation's domains.");
        assertThat(count()).isEqualTo(2);
        printed.reset();
        assertThat(command(printed).run(Optional.of("nobody.example"), file).await())
                .isEqualTo(1);
        assertThat(command(printed).run(Optional.empty(), file).await()).isEqualTo(1);
        assertThat(command(printed)
                        .run(Optional.of(domain), folder.resolve("missing.csv"))
                        .await())
                .isEqualTo(1);
        Files.write(file, new byte[] {'n', (byte) 0xE9});
        assertThat(command(printed).run(Optional.of(domain), file).await()).isEqualTo(1);
        Files.writeString(file, "name,addresses\nZoe,zoe@" + domain + "\n");
        assertThat(command(printed).run(Optional.of(domain), file).await()).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("nobody.example is no domain of an organisation here.")
                .contains("--organisation DOMAIN")
                .contains("The file cannot be read.")
                .contains("not valid UTF-8");
    }

    private static AccountImportCommand command(ByteArrayOutputStream printed) {
        return new AccountImportCommand(
                people.database.vertx(),
                people.organisations,
                people.imports,
                new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private AccountImport create(String text) {
        return people.imports
                .create(admin, acme.id(), text.contains("%1$s") ? text.formatted(domain) : text)
                .await();
    }

    private String file(int rows) {
        StringBuilder text = new StringBuilder("name,addresses,invite\n");
        for (int i = 0; i < rows; i++) {
            text.append("Person ")
                    .append(i)
                    .append(",person")
                    .append(i)
                    .append('@')
                    .append(domain)
                    .append(",no\n");
        }
        return text.toString();
    }

    private static void work() {
        while (people.imports.work().await()) {
            Thread.onSpinWait();
        }
    }

    private static Future<Boolean> drain() {
        return people.imports.work().compose(more -> more ? drain() : Future.succeededFuture(false));
    }

    private long count() {
        return people.accounts
                .list(admin, acme.id(), AccountFilter.all(), Page.Wanted.upTo(1))
                .await()
                .total()
                .orElseThrow();
    }

    private Account find(String local) {
        return people.findByAddress(local + "@" + domain).orElseThrow();
    }

    private long hashes() {
        return people.database.sql("""
                        SELECT count(password_hash) AS n FROM account_import_rows r JOIN account_imports i ON i.id = r.import_id
                        WHERE i.organisation_id = $1""", acme.id()).iterator().next().getLong("n");
    }
}
