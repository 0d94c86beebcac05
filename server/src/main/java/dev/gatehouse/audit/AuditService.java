package dev.gatehouse.audit;

import dev.gatehouse.audit.AuditStore.Head;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Csv;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log. */
public final class AuditService {

    private static final Logger LOG = LoggerFactory.getLogger(AuditService.class);
    private static final int EXPORT_LIMIT = 100_000;
    private static final int EXPORT_BATCH = 1000;

    private final Db db;
    private final Clock clock;
    private final Anchor.Key key;
    private final AuditStore store = new AuditStore();
    private final AuditVerifier verifier;

    /**
     * Makes the service.
     *
     * @param anchorKey 32 bytes derived from the master key for this purpose; another key makes older anchors count as forged
     */
    public AuditService(Db db, Clock clock, byte[] anchorKey) {
        this.db = db;
        this.clock = clock;
        this.key = new Anchor.Key(anchorKey);
        this.verifier = new AuditVerifier(db, store, key);
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

    /** The entries as CSV; fails with {@code export-too-large} above 100,000. */
    Future<String> export(Caller caller, UUID organisationId, AuditFilter filter) {
        caller.require(Permission.AUDIT, organisationId);
        Csv csv = Csv.of(
                "seq",
                "at",
                "action",
                "result",
                "actor",
                "actor_id",
                "object_kind",
                "object",
                "object_id",
                "network",
                "client",
                "request_id",
                "details");
        Page.Wanted first = Page.Wanted.upTo(EXPORT_BATCH);
        return db.query(client -> requireLog(client, caller, organisationId)
                        .compose(found -> export(client, organisationId, filter, first, csv, 0)))
                .compose(rows -> db.transaction(tx -> record(
                        tx,
                        AuditEvent.by(caller, organisationId, "audit.export").with("rows", rows))))
                .map(done -> csv.text());
    }

    private Future<Integer> export(
            SqlClient client, UUID organisationId, AuditFilter filter, Page.Wanted wanted, Csv csv, int before) {
        return store.list(client, filter.where(organisationId), wanted).compose(entries -> {
            Page<AuditEntry> page = page(entries, wanted);
            page.items().forEach(entry -> add(csv, entry));
            int rows = before + page.items().size();
            if (page.next().isEmpty()) {
                return Future.succeededFuture(rows);
            }
            return rows >= EXPORT_LIMIT
                    ? Future.failedFuture(AuditProblems.EXPORT_TOO_LARGE.problem())
                    : export(client, organisationId, filter, new Page.Wanted(EXPORT_BATCH, page.next()), csv, rows);
        });
    }

    Future<Verdict> verify(Caller caller, UUID organisationId) {
        caller.require(Permission.AUDIT, organisationId);
        return db.query(client -> requireLog(client, caller, organisationId))
                .compose(found -> verifier.verify(organisationId))
                .compose(verdict -> recordVerdict(caller, verdict).map(verdict));
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

    /** Verifies the logs of all organisations, one after another; for the command line. */
    public Future<List<Verdict>> verifyAll() {
        return db.query(store::organisations).compose(all -> verifyEach(all, new ArrayList<>()));
    }

    private Future<List<Verdict>> verifyEach(List<UUID> organisations, List<Verdict> verdicts) {
        if (verdicts.size() == organisations.size()) {
            return Future.succeededFuture(verdicts);
        }
        return verifier.verify(organisations.get(verdicts.size())).compose(verdict -> {
            verdicts.add(verdict);
            return verifyEach(organisations, verdicts);
        });
    }

    Future<List<Head>> unanchored() {
        return db.query(store::unanchored);
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

    private static void add(Csv csv, AuditEntry entry) {
        csv.row(
                entry.seq(),
                entry.at(),
                entry.action(),
                entry.result(),
                entry.actorName(),
                entry.actorId(),
                entry.objectKind(),
                entry.objectName(),
                entry.objectId(),
                entry.network(),
                entry.client(),
                entry.requestId(),
                entry.details());
    }
}
