package dev.gatehouse.account;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.CsvPages;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Csv;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Parts;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Takes people over from a file: a preview first, then in the background. */
final class ImportService {

    private static final int CHUNK = 1000;
    private static final int BATCH = 25;
    private static final int MOST_PREVIEWS = 5;
    private static final int MOST_RUNNING = 5;
    private static final int MOST_RESULTS = 20;
    private static final String GIVEN_UP = "This row could not be imported. The reason is in the server's log.";
    private static final String HASH_AGAIN =
            " The row had a password hash, which is not kept: add it to the column password_hash again, or else the person is invited.";
    private static final Duration PREVIEW_KEPT = Duration.ofDays(1);
    private static final Duration RESULT_KEPT = Duration.ofDays(30);

    private final Db db;
    private final AuditService audit;
    private final Credentials credentials;
    private final Blocking blocking;
    private final Clock clock;
    private final ImportStore store = new ImportStore();
    private final AddressStore addresses = new AddressStore();
    private final OrganisationStore organisations = new OrganisationStore();
    private final ImportBatch batch;

    ImportService(Db db, AuditService audit, Credentials credentials, Blocking blocking, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.credentials = credentials;
        this.blocking = blocking;
        this.clock = clock;
        this.batch = new ImportBatch(db, audit, credentials, clock);
    }

    /**
     * Reads a file and keeps it as a preview; fails with {@code import-unreadable}. An organisation has a few previews and
     * results; the oldest give way, because somebody who tries a file again and again must not be shut out for a day.
     */
    Future<AccountImport> create(Caller caller, UUID organisationId, String text) {
        caller.require(Permission.ORGANISATION, organisationId);
        UUID id = Ids.next();
        return db.query(client -> organisations.require(client, organisationId).compose(organisation -> addresses
                        .domains(client, organisationId)
                        .map(domains ->
                                new ImportCheck(caller, organisation.provider(), domains, credentials::refuseHash))))
                .compose(check -> blocking.call(() -> check.check(AccountCsv.read(text))))
                .compose(rows -> db.transaction(tx -> organisations
                        .lock(tx, organisationId)
                        .compose(locked -> store.makeRoom(tx, organisationId, MOST_PREVIEWS - 1, MOST_RESULTS))
                        .compose(room -> store.insert(tx, id, organisationId, clock.instant()))
                        .compose(inserted -> insert(tx, id, rows, 0))
                        .compose(inserted -> require(tx, organisationId, id))));
    }

    /** In chunks: each looks up which of its addresses are taken, and is inserted by one statement. */
    private Future<Void> insert(SqlClient tx, UUID id, List<ImportRow> rows, int from) {
        if (from >= rows.size()) {
            return Future.succeededFuture();
        }
        List<ImportRow> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
        List<String> wanted = chunk.stream()
                .filter(row -> row.problem().isEmpty())
                .flatMap(row -> row.addresses().stream())
                .toList();
        return addresses
                .taken(tx, wanted)
                .compose(taken -> store.insertRows(
                        tx,
                        id,
                        chunk.stream().map(row -> unlessTaken(row, taken)).toList()))
                .compose(inserted -> insert(tx, id, rows, from + CHUNK));
    }

    private static ImportRow unlessTaken(ImportRow row, Set<String> taken) {
        return row.problem().isPresent()
                ? row.refused(row.problem().get())
                : row.addresses().stream()
                        .filter(taken::contains)
                        .findFirst()
                        .map(address -> row.refused(address + " belongs to an account already."))
                        .orElse(row);
    }

    Future<AccountImport> get(Caller caller, UUID organisationId, UUID importId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> require(client, organisationId, importId));
    }

    /**
     * Begins to create the accounts of the rows without errors; fails with {@code import-not-waiting} the second time, and with
     * {@code too-many-imports} while too many run.
     */
    Future<AccountImport> start(Caller caller, UUID organisationId, UUID importId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> organisations
                .lock(tx, organisationId)
                .compose(locked -> require(tx, organisationId, importId))
                .compose(preview -> requireGrantable(tx, caller, organisationId, importId))
                .compose(granted -> store.running(tx, organisationId))
                .compose(running -> running < MOST_RUNNING
                        ? Future.succeededFuture()
                        : Future.failedFuture(AccountProblems.TOO_MANY_IMPORTS.problem()))
                .compose(granted -> store.start(tx, organisationId, importId, caller, clock.instant()))
                .compose(started -> started
                        ? require(tx, organisationId, importId)
                        : Future.failedFuture(AccountProblems.IMPORT_NOT_WAITING.problem()))
                .compose(running -> audit.record(
                                tx,
                                event(caller, organisationId, importId, "account.start-import")
                                        .with("rows", running.good()))
                        .map(running)));
    }

    /** The preview may have been made by somebody who could give more roles than whoever starts it. */
    private Future<Void> requireGrantable(SqlClient tx, Caller caller, UUID organisationId, UUID importId) {
        return organisations.require(tx, organisationId).compose(organisation -> store.roles(tx, importId)
                .map(roles -> {
                    RoleRules.requireMayChange(caller, organisation.provider(), Set.of(), roles);
                    return null;
                }));
    }

    /** Stops an import; accounts already created stay. */
    Future<AccountImport> cancel(Caller caller, UUID organisationId, UUID importId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.transaction(tx -> require(tx, organisationId, importId)
                .compose(found -> store.cancel(tx, organisationId, importId, clock.instant()))
                .compose(cancelled -> cancelled
                        ? store.forgetHashes(tx, importId)
                        : Future.failedFuture(AccountProblems.IMPORT_NOT_WAITING.problem()))
                .compose(forgotten -> require(tx, organisationId, importId))
                .compose(stopped -> audit.record(
                                tx,
                                event(caller, organisationId, importId, "account.cancel-import")
                                        .with("created", stopped.created()))
                        .map(stopped)));
    }

    Future<List<ImportRow>> refusals(Caller caller, UUID organisationId, UUID importId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> require(client, organisationId, importId)
                .compose(found -> store.refused(client, importId, AccountCsv.MAX_ROWS)));
    }

    /** The refused rows as CSV, which can be repaired and uploaded again. */
    Future<Parts> refused(Caller caller, UUID organisationId, UUID importId) {
        caller.require(Permission.ORGANISATION, organisationId);
        Csv csv = Csv.of("name", "addresses", "roles", "invite", "password_hash", "reason");
        return db.query(client -> require(client, organisationId, importId))
                .map(found -> new CsvPages<>(
                        csv,
                        ImportService::addRefused,
                        wanted -> db.query(client -> store.refused(client, importId, wanted))));
    }

    /** Without its hash, which is not kept, a row must not turn into an invitation that nobody asked for unseen. */
    private static void addRefused(Csv csv, ImportRow row) {
        String reason = "Line %d: %s".formatted(row.line(), row.problem().orElse(""));
        csv.row(
                row.name(),
                String.join(" ", row.addresses()),
                String.join(" ", row.roles()),
                row.hasPassword() ? "" : row.invite() ? "yes" : "no",
                "",
                row.hasPassword() ? reason + HASH_AGAIN : reason);
    }

    /** Does a bounded part of the imports under way; says whether there was anything to do. */
    Future<Boolean> work() {
        return batch.run(BATCH)
                // A row that the database itself refuses must not hold up the rows behind it.
                .recover(failure -> away(failure) ? Future.failedFuture(failure) : batch.runOne(GIVEN_UP));
    }

    private static boolean away(Throwable failure) {
        return failure instanceof Problem problem && problem.type().equals(HttpProblems.UNAVAILABLE);
    }

    Future<Void> forgetOld() {
        Instant now = clock.instant();
        return db.query(client -> store.forget(client, now.minus(PREVIEW_KEPT), now.minus(RESULT_KEPT)));
    }

    private Future<AccountImport> require(SqlClient client, UUID organisationId, UUID importId) {
        return store.find(client, organisationId, importId)
                .map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem));
    }

    private static AuditEvent event(Caller caller, UUID organisationId, UUID importId, String action) {
        return AuditEvent.by(caller, organisationId, action).on("import", importId, importId.toString());
    }
}
