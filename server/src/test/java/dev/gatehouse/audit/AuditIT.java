package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Parts;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Problem;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OwnDatabase;
import dev.gatehouse.testing.TestClock;
import dev.gatehouse.testing.Text;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuditIT {

    private static OwnDatabase database;
    private static Db db;
    private static Blocking blocking;
    private static AuditService audit;

    private final UUID organisation = UUID.randomUUID();
    private final UUID alice = UUID.randomUUID();
    private final Caller auditor = new Caller(
            alice,
            "Alice",
            organisation,
            Set.of(Permission.SELF, Permission.AUDIT),
            UUID.randomUUID(),
            null,
            null,
            new Origin("192.0.2.1", "test", "r"));

    @BeforeAll
    static void start() {
        database = new OwnDatabase();
        db = database.db();
        blocking = new Blocking(database.vertx());
        audit = new AuditService(db, Clock.systemUTC(), blocking, new byte[32]);
    }

    @AfterAll
    static void stop() {
        blocking.close();
        database.close();
    }

    @Test
    void chainShouldVerifyAcrossBatches() {
        append(2500);

        Verdict verdict = verified();

        assertThat(verdict.intact()).isTrue();
        assertThat(verdict.entries()).isEqualTo(2500);
    }

    @Test
    void verificationShouldTellHowFarItIs() {
        append(2500);

        List<JsonObject> lines = lines(audit.verify(auditor, organisation).await());

        assertThat(lines).extracting(line -> line.getInteger("entries")).containsExactly(1000, 2000, 2500, 2500);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.getInteger("total")).isEqualTo(2500));
        assertThat(lines).extracting(line -> line.getBoolean("intact")).containsExactly(null, null, null, true);
    }

    @Test
    void logShouldBeVerifiedOnceAtATimeAndAgainWhenTheClientHasGoneAway() {
        append(3);
        Parts first = audit.verify(auditor, organisation).await();
        first.next().await();

        assertThatThrownBy(() -> audit.verify(auditor, organisation).await())
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.type().slug()).isEqualTo("verification-running"));

        first.close();
        Eventually.get(() -> assertThat(
                        database.sql("SELECT 1 FROM audit_verifications WHERE organisation_id = $1", organisation))
                .hasSize(0));
        assertThat(verified().intact()).isTrue();
    }

    @Test
    void abandonedVerificationShouldNotLockTheLogForever() {
        append(1);
        database.sql(
                "INSERT INTO audit_verifications VALUES ($1, $2, now() - interval '1 second')",
                organisation,
                UUID.randomUUID());

        assertThat(verified().intact()).isTrue();
    }

    @Test
    void parallelAppendsShouldNotForkTheChain() {
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(db.transaction(tx -> audit.record(tx, event("login.sign-in"))));
        }
        Future.all(all).await();

        assertThat(verified()).isEqualTo(new Verdict(organisation, 200, null, null));
    }

    @Test
    void changedEntryShouldBeFound() {
        append(5);
        tamper("UPDATE audit_entries SET actor_name = 'Mallory' WHERE organisation_id = $1 AND seq = 3");

        Verdict verdict = verified();

        assertThat(verdict.brokenAt()).isEqualTo(3);
        assertThat(verdict.entries()).isEqualTo(2);
        assertThat(verdict.reason()).contains("was changed");
    }

    @Test
    void removedEntryShouldBeFound() {
        append(5);
        tamper("DELETE FROM audit_entries WHERE organisation_id = $1 AND seq = 3");

        assertThat(verified().brokenAt()).isEqualTo(3);
    }

    @Test
    void removedTailShouldBeFound() {
        append(5);
        tamper("DELETE FROM audit_entries WHERE organisation_id = $1 AND seq > 3");

        Verdict verdict = verified();

        assertThat(verdict.brokenAt()).isEqualTo(4);
        assertThat(verdict.reason()).contains("had reached entry 5");
    }

    @Test
    void removedTailWithARewrittenHeadShouldBeFoundByTheAnchor() {
        append(5);
        anchor();
        tamper("DELETE FROM audit_entries WHERE organisation_id = $1 AND seq > 3");
        tamper("""
                UPDATE audit_chains c SET seq = e.seq, hash = e.hash FROM audit_entries e
                WHERE c.organisation_id = $1 AND e.organisation_id = $1 AND e.seq = 3""");

        Verdict verdict = verified();

        assertThat(verdict.brokenAt()).isEqualTo(4);
        assertThat(verdict.reason()).contains("signed anchor");
    }

    @Test
    void tailReplacedByOtherEntriesShouldBeFoundByTheAnchor() {
        append(5);
        anchor();
        tamper("DELETE FROM audit_entries WHERE organisation_id = $1 AND seq > 3");
        tamper("""
                UPDATE audit_chains c SET seq = e.seq, hash = e.hash FROM audit_entries e
                WHERE c.organisation_id = $1 AND e.organisation_id = $1 AND e.seq = 3""");
        append(5);

        Verdict verdict = verified();

        assertThat(verdict.brokenAt()).isEqualTo(5);
        assertThat(verdict.reason()).contains("rewritten");
    }

    @Test
    void lostHeadAndForgedAnchorShouldBeFound() {
        append(3);
        anchor();
        tamper("UPDATE audit_anchors SET signature = '\\x00' WHERE organisation_id = $1");
        assertThat(verified().reason()).contains("was not signed");

        tamper("DELETE FROM audit_anchors WHERE organisation_id = $1");
        tamper("DELETE FROM audit_chains WHERE organisation_id = $1");
        assertThat(verified().reason()).contains("head of the chain is gone");
    }

    @Test
    void quietLogShouldBeAnchoredSeldomAndABusyOneSooner() {
        TestClock clock = new TestClock();
        AuditService timed = new AuditService(db, clock, blocking, new byte[32]);
        append(1);
        assertThat(anchored(timed)).isTrue();

        append(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(anchored(timed)).as("after a minute").isFalse();
        clock.advance(Duration.ofMinutes(8));
        assertThat(anchored(timed)).as("after nine minutes").isTrue();
        append(999);
        assertThat(anchored(timed)).as("after 999 entries").isFalse();
        append(1);
        assertThat(anchored(timed)).as("after 1,000 entries").isTrue();
    }

    private boolean anchored(AuditService timed) {
        List<AuditStore.Head> due = timed.unanchored().await().stream()
                .filter(head -> head.organisationId().equals(organisation))
                .toList();
        due.forEach(head -> timed.anchor(head).await());
        return !due.isEmpty();
    }

    @Test
    void datesShouldChooseEntriesByTimeWhateverTheirOrder() {
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        for (int hour = 0; hour < 20; hour++) {
            // Every third clock is ten minutes behind.
            at(start.plusSeconds(hour * 300L - (hour % 3 == 2 ? 600 : 0)));
        }

        for (int from = 0; from < 100; from += 7) {
            Optional<Instant> after = Optional.of(start.plusSeconds(from * 60L));
            Optional<Instant> before = Optional.of(start.plusSeconds((from + 25) * 60L));
            AuditFilter filter = new AuditFilter(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), after, before);

            assertThat(list(filter)).hasSize((int) list(any()).stream()
                    .filter(entry ->
                            !entry.at().isBefore(after.get()) && entry.at().isBefore(before.get()))
                    .count());
        }
    }

    private void at(Instant time) {
        db.transaction(tx -> new AuditService(db, Clock.fixed(time, ZoneOffset.UTC), blocking, new byte[32])
                        .record(tx, event("login.sign-in")))
                .await();
    }

    @Test
    void allOrganisationsShouldBeVerifiedForTheCommandLine() {
        append(2);

        assertThat(audit.verifyAll(progress -> {}).await()).contains(new Verdict(organisation, 2, null, null));
    }

    @Test
    void entriesShouldBeAppendOnly() {
        append(1);

        for (String statement : List.of(
                "UPDATE audit_entries SET action = 'x'",
                "DELETE FROM audit_entries",
                "TRUNCATE audit_entries",
                "DELETE FROM audit_anchors",
                "DELETE FROM audit_chains")) {
            assertThatThrownBy(() -> database.sql(statement)).hasMessageContaining("append-only");
        }
    }

    @Test
    void pagesShouldRunNewestFirstAndFilter() {
        append(5);
        db.transaction(tx -> audit.record(tx, event("factor.enrol").on("account", alice, "Alice")))
                .await();

        Page<AuditEntry> first = audit.list(auditor, organisation, any(), new Page.Wanted(4, Optional.empty()))
                .await();
        Page<AuditEntry> second = audit.list(auditor, organisation, any(), new Page.Wanted(4, first.next()))
                .await();

        assertThat(first.items()).extracting(AuditEntry::seq).containsExactly(6L, 5L, 4L, 3L);
        assertThat(second.items()).extracting(AuditEntry::seq).containsExactly(2L, 1L);
        assertThat(second.next()).isEmpty();
        assertThat(list(filter("factor"))).hasSize(1);
        assertThat(list(filter("factor.enrol"))).hasSize(1);
        assertThat(list(filter("fact"))).isEmpty();
        assertThat(list(filter("%"))).isEmpty();
    }

    @Test
    void ownEventsShouldBeMineAndHideWhereOthersActedFrom() {
        UUID bob = UUID.randomUUID();
        db.transaction(tx -> audit.record(
                        tx,
                        AuditEvent.by(bob, "Bob", organisation, auditor.origin(), "factor.reset")
                                .on("account", alice, "A")))
                .await();
        db.transaction(tx -> audit.record(
                        tx,
                        AuditEvent.by(auditor, organisation, "login.sign-in").on("account", alice, "A")))
                .await();
        db.transaction(tx -> audit.record(tx, AuditEvent.by(bob, "Bob", organisation, auditor.origin(), "x.y")))
                .await();

        List<AuditEntry> own =
                audit.ownEvents(auditor, Page.Wanted.upTo(50)).await().items();

        assertThat(own).extracting(AuditEntry::action).containsExactly("login.sign-in", "factor.reset");
        assertThat(own).extracting(AuditEntry::network).containsExactly("192.0.2.1", null);
    }

    @Test
    void exportShouldHoldEveryEntryAndBeRecorded() {
        append(1100);

        String csv = Text.of(audit.export(auditor, organisation, any()).await());

        // The names of the columns, and the entry of the export itself.
        assertThat(csv.lines()).hasSize(1102);
        assertThat(list(filter("audit.export"))).hasSize(1);
    }

    @Test
    void eveShouldFindNothing() {
        append(1);
        Caller eve = new Caller(
                UUID.randomUUID(),
                "Eve",
                UUID.randomUUID(),
                Set.of(Permission.AUDIT),
                null,
                null,
                null,
                Origin.system());

        assertThatThrownBy(() -> audit.list(eve, organisation, any(), Page.Wanted.upTo(5)))
                .isInstanceOf(Problem.class)
                .extracting(problem -> ((Problem) problem).type().slug())
                .isEqualTo("not-found");
    }

    private Verdict verified() {
        return verdict(lines(audit.verify(auditor, organisation).await()).getLast());
    }

    private Verdict verdict(JsonObject line) {
        Long brokenAt = line.getLong("brokenAt");
        assertThat(line.getBoolean("intact")).isEqualTo(brokenAt == null);
        return new Verdict(organisation, line.getLong("entries"), brokenAt, line.getString("reason"));
    }

    private static List<JsonObject> lines(Parts parts) {
        return Text.of(parts).lines().map(JsonObject::new).toList();
    }

    private List<AuditEntry> list(AuditFilter filter) {
        return audit.list(auditor, organisation, filter, Page.Wanted.upTo(50))
                .await()
                .items();
    }

    private static AuditFilter any() {
        return new AuditFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static AuditFilter filter(String action) {
        return new AuditFilter(
                Optional.of(action),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private AuditEvent event(String action) {
        return AuditEvent.by(auditor, organisation, action).with("n", 1);
    }

    private void append(int count) {
        db.transaction(tx -> {
                    Future<Void> last = Future.succeededFuture();
                    for (int i = 0; i < count; i++) {
                        last = audit.record(tx, event("login.sign-in"));
                    }
                    return last;
                })
                .await();
    }

    private void anchor() {
        audit.unanchored().await().stream()
                .filter(head -> head.organisationId().equals(organisation))
                .forEach(head -> audit.anchor(head).await());
    }

    /** What somebody who owns the tables can do. */
    private void tamper(String statement) {
        List<String> tables = List.of("audit_entries", "audit_anchors", "audit_chains");
        tables.forEach(table -> database.sql("ALTER TABLE " + table + " DISABLE TRIGGER USER"));
        database.sql(statement, organisation);
        tables.forEach(table -> database.sql("ALTER TABLE " + table + " ENABLE TRIGGER USER"));
    }
}
