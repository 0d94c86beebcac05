package dev.gatehouse.audit;

import dev.gatehouse.audit.AuditStore.Head;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Parts;
import dev.gatehouse.http.Permission;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log. */
public final class AuditService {

    private static final Logger LOG = LoggerFactory.getLogger(AuditService.class);
    private static final int ANCHOR_ENTRIES = 1000;
    // With the pause of AuditJob: an entry is signed for after ten minutes at most.
    private static final Duration ANCHOR_AGE = Duration.ofMinutes(9);

    private final Db db;
    private final Clock clock;
    private final Anchor.Key key;
    private final AuditStore store = new AuditStore();
    private final AuditVerifier verifier;
    private final Blocking blocking;

    /**
     * Makes the service.
     *
     * @param blocking computes the hashes of verifications
     * @param anchorKey 32 bytes derived from the master key for this purpose; another key makes older anchors count as forged
     */
    public AuditService(Db db, Clock clock, Blocking blocking, byte[] anchorKey) {
        this.db = db;
        this.clock = clock;
        this.key = new Anchor.Key(anchorKey);
        this.blocking = blocking;
        this.verifier = new AuditVerifier(db, store, key, blocking);
    }

    /** Appends to the organisation's chain, as part of the transaction that did it. Call it last: it locks the chain. */
    public Future<Void> record(SqlClient tx, AuditEvent event) {
        return store.append(tx, event, clock.instant());
    }

    Future<Page<AuditEntry>> list(Caller caller, UUID organisationId, AuditFilter filter, Page.Wanted wanted) {
        caller.require(Permission.AUDIT, organisationId);
        return db.query(client -> requireLog(client, caller, organisationId)
                .compose(found -> store.list(client, filter.where(organisationId), wanted))
                .map(entries -> page(entries, wanted)));
    }

    /** What the caller did, and what was done to the caller's account. Where somebody else acted from is left out. */
    Future<Page<AuditEntry>> ownEvents(Caller caller, Page.Wanted wanted) {
        caller.require(Permission.SELF);
        return db.query(client -> store.own(client, caller.organisationId(), caller.accountId(), wanted)
                .map(entries -> entries.stream()
                        .map(entry -> byAnother(entry, caller) ? entry.withoutPlace() : entry)
                        .toList())
                .map(entries -> page(entries, wanted)));
    }

    /** The entries as CSV, recorded before the first of them goes out. */
    Future<Parts> export(Caller caller, UUID organisationId, AuditFilter filter) {
        caller.require(Permission.AUDIT, organisationId);
        return db.transaction(tx -> requireLog(tx, caller, organisationId)
                        .compose(found -> record(tx, AuditEvent.by(caller, organisationId, "audit.export"))))
                .map(recorded -> AuditCsv.of(
                        wanted -> db.query(client -> store.list(client, filter.where(organisationId), wanted)
                                .map(entries -> page(entries, wanted)))));
    }

    /**
     * Recomputes the chain, and tells how far it is as JSON lines, the verdict last; fails with {@code verification-running} while
     * somebody else does. It ends with the answer: whoever stops listening cancels it.
     */
    Future<Parts> verify(Caller caller, UUID organisationId) {
        caller.require(Permission.AUDIT, organisationId);
        UUID holder = Ids.next();
        Instant now = clock.instant();
        return db.query(client -> requireLog(client, caller, organisationId)
                        .compose(found ->
                                store.hold(client, organisationId, holder, now, now.plus(VerificationLines.LEASE))))
                .compose(held -> held
                        ? verifier.begin(organisationId)
                        : Future.failedFuture(AuditProblems.VERIFICATION_RUNNING.problem()))
                .map(verification -> new VerificationLines(
                        db, clock, organisationId, holder, verification, verdict -> recordVerdict(caller, verdict)));
    }

    private Future<Void> recordVerdict(Caller caller, Verdict verdict) {
        AuditEvent event = AuditEvent.by(caller, verdict.organisationId(), "audit.verify")
                .with("intact", verdict.intact())
                .with("entries", verdict.entries());
        return db.transaction(tx -> record(tx, event)).recover(failure -> {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("organisation", verdict.organisationId())
                    .log("the verification could not be recorded");
            // Nothing can be appended to a chain whose head was moved: the verdict must be told all the same.
            return verdict.intact() ? Future.failedFuture(failure) : Future.succeededFuture();
        });
    }

    /**
     * Verifies the logs of all organisations, one after another; for the command line.
     *
     * @param told hears of each step
     */
    public Future<List<Verdict>> verifyAll(Consumer<Progress> told) {
        return db.query(store::organisations)
                .compose(all -> blocking.call(() -> new AuditVerifyJob(verifier, told).run(all)));
    }

    /** Ends that need a signature now. Anchors are kept forever, so that a quiet log gets few of them. */
    Future<List<Head>> unanchored() {
        return db.query(client ->
                store.unanchored(client, ANCHOR_ENTRIES, clock.instant().minus(ANCHOR_AGE)));
    }

    /** Signs where a chain ends now, unless the head itself shows that somebody moved it. */
    Future<Void> anchor(Head head) {
        if (head.anchoredSeq() != null && head.seq() <= head.anchoredSeq()) {
            LOG.atError()
                    .addKeyValue("organisation", head.organisationId())
                    .addKeyValue("head", head.seq())
                    .addKeyValue("anchor", head.anchoredSeq())
                    .log(
                            "the audit log was tampered with: it does not reach its last anchor; run the audit verification");
            return Future.succeededFuture();
        }
        Anchor anchor = key.sign(head.organisationId(), head.seq(), head.hash(), clock.instant());
        return db.query(client -> store.addAnchor(client, anchor))
                .onSuccess(added -> {
                    if (added) {
                        // The log line is the copy that whoever owns the database cannot take back.
                        LOG.atInfo()
                                .addKeyValue("organisation", anchor.organisationId())
                                .addKeyValue("seq", anchor.seq())
                                .addKeyValue(
                                        "hash",
                                        HexFormat.of().formatHex(anchor.hash().getBytes()))
                                .log("audit anchor");
                    }
                })
                .mapEmpty();
    }

    /** A provider may ask for any organisation: one without a log does not exist. */
    private Future<Void> requireLog(SqlClient client, Caller caller, UUID organisationId) {
        if (organisationId.equals(caller.organisationId())) {
            return Future.succeededFuture();
        }
        return store.exists(client, organisationId)
                .compose(exists ->
                        exists ? Future.succeededFuture() : Future.failedFuture(HttpProblems.NOT_FOUND.problem()));
    }

    private static boolean byAnother(AuditEntry entry, Caller caller) {
        return entry.actorId() != null && !entry.actorId().equals(caller.accountId());
    }

    private static Page<AuditEntry> page(List<AuditEntry> entries, Page.Wanted wanted) {
        return Page.of(entries, wanted, entry -> List.of(Long.toString(entry.seq())));
    }
}
