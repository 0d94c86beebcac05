package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Problem;
import dev.gatehouse.testing.OwnDatabase;
import io.vertx.core.Future;
import java.time.Clock;
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
        audit = new AuditService(db, Clock.systemUTC(), new byte[32]);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void chainShouldVerifyAcrossBatches() {
        append(2500);

        Verdict verdict = audit.verify(auditor, organisation).await();

        assertThat(verdict.intact()).isTrue();
        assertThat(verdict.entries()).isEqualTo(2500);
    }

    @Test
    void parallelAppendsShouldNotForkTheChain() {
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(db.transaction(tx -> audit.record(tx, event("login.sign-in"))));
        }
        Future.all(all).await();

        assertThat(audit.verify(auditor, organisation).await()).isEqualTo(new Verdict(organisation, 200, null, null));
    }

    @Test
    void changedEntryShouldBeFound() {
        append(5);
        tamper("UPDATE audit_entries SET actor_name = 'Mallory' WHERE organisation_id = $1 AND seq = 3");

        Verdict verdict = audit.verify(auditor, organisation).await();

        assertThat(verdict.brokenAt()).isEqualTo(3);
        assertThat(verdict.entries()).isEqualTo(2);
        assertThat(verdict.reason()).contains("was changed");
    }

    @Test
    void removedEntryShouldBeFound() {
        append(5);
        tamper("DELETE FROM audit_entries WHERE organisation_id = $1 AND seq = 3");

        assertThat(audit.verify(auditor, organisation).await().brokenAt()).isEqualTo(3);
    }

    @Test
    void removedTailShouldBeFound() {
        append(5);
        tamper("DELETE FROM audit_entries WHERE organisation_id = $1 AND seq > 3");

        Verdict verdict = audit.verify(auditor, organisation).await();

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

        Verdict verdict = audit.verify(auditor, organisation).await();

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

        Verdict verdict = audit.verify(auditor, organisation).await();

        assertThat(verdict.brokenAt()).isEqualTo(5);
        assertThat(verdict.reason()).contains("rewritten");
    }

    @Test
    void lostHeadAndForgedAnchorShouldBeFound() {
        append(3);
        anchor();
        tamper("UPDATE audit_anchors SET signature = '\\x00' WHERE organisation_id = $1");
        assertThat(audit.verify(auditor, organisation).await().reason()).contains("was not signed");

        tamper("DELETE FROM audit_anchors WHERE organisation_id = $1");
        tamper("DELETE FROM audit_chains WHERE organisation_id = $1");
        assertThat(audit.verify(auditor, organisation).await().reason()).contains("head of the chain is gone");
    }

    @Test
    void allOrganisationsShouldBeVerifiedForTheCommandLine() {
        append(2);

        assertThat(audit.verifyAll().await()).contains(new Verdict(organisation, 2, null, null));
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

        String csv = audit.export(auditor, organisation, any()).await();

        assertThat(csv.lines()).hasSize(1101);
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
