package dev.gatehouse.account;

import dev.gatehouse.account.ImportStore.Running;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import dev.gatehouse.mail.MailBudgets;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports a few rows in one transaction. Whatever dies in the middle has done nothing, and whoever comes next goes on from there,
 * on whichever node.
 */
final class ImportBatch {

    private static final Logger LOG = LoggerFactory.getLogger(ImportBatch.class);

    private final Db db;
    private final AuditService audit;
    private final Credentials credentials;
    private final Clock clock;
    private final MailBudgets mails;
    private final ImportStore store = new ImportStore();
    private final AccountStore accounts = new AccountStore();
    private final AccountCreation creation = new AccountCreation();

    ImportBatch(Db db, AuditService audit, Credentials credentials, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.credentials = credentials;
        this.clock = clock;
        this.mails = new MailBudgets(clock);
    }

    /** Imports up to that many rows of one import that nobody else works on; says no when there is none. */
    Future<Boolean> run(int limit) {
        return db.transaction(tx -> store.claim(tx)
                .compose(claimed -> claimed.isEmpty()
                        ? Future.succeededFuture(false)
                        : store.waiting(tx, claimed.get().id(), limit)
                                .compose(rows ->
                                        rows.isEmpty() ? finish(tx, claimed.get()) : create(tx, claimed.get(), rows))
                                .map(true)));
    }

    /**
     * Imports one row, or gives it up when it brings its transaction down: that row and no other, since by then the import may have
     * gone on elsewhere. A database that is away is no fault of the row's.
     *
     * @param reason what the row's owner is told
     */
    Future<Boolean> runOne(String reason) {
        AtomicReference<@Nullable Place> tried = new AtomicReference<>();
        return db.transaction(tx -> store.claim(tx)
                        .compose(claimed -> claimed.isEmpty()
                                ? Future.succeededFuture(false)
                                : store.waiting(tx, claimed.get().id(), 1)
                                        .compose(rows -> one(tx, claimed.get(), rows, tried))
                                        .map(true)))
                .recover(failure -> {
                    Place place = tried.get();
                    return place == null || unavailable(failure)
                            ? Future.failedFuture(failure)
                            : giveUp(place, reason, failure);
                });
    }

    private record Place(UUID importId, int line) {}

    private Future<Void> one(
            SqlClient tx, Running running, List<ImportRow> rows, AtomicReference<@Nullable Place> tried) {
        if (rows.isEmpty()) {
            return finish(tx, running);
        }
        List<AuditEvent> events = new ArrayList<>();
        ImportRow row = rows.getFirst();
        tried.set(new Place(running.id(), row.line()));
        return create(tx, running, row, events).compose(created -> {
            tried.set(null);
            return record(tx, events);
        });
    }

    private Future<Boolean> giveUp(Place place, String reason, Throwable failure) {
        LOG.atError()
                .setCause(failure)
                .addKeyValue("import", place.importId)
                .addKeyValue("line", place.line)
                .log("a row of an import brings its transaction down and is given up");
        return db.query(client -> store.refuse(client, place.importId, place.line, reason))
                .map(true);
    }

    private Future<Void> finish(SqlClient tx, Running running) {
        return store.finish(tx, running.id(), clock.instant())
                .compose(finished -> store.forgetHashes(tx, running.id()))
                .compose(forgotten -> audit.record(
                        tx,
                        event(running, "account.finish-import")
                                .on("import", running.id(), running.id().toString())));
    }

    /** One row after the other, and then what the audit log says of them: recording locks the chain. */
    private Future<Void> create(SqlClient tx, Running running, List<ImportRow> rows) {
        List<AuditEvent> events = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (ImportRow row : rows) {
            done = done.compose(before -> create(tx, running, row, events));
        }
        return done.compose(created -> record(tx, events));
    }

    private Future<Void> record(SqlClient tx, List<AuditEvent> events) {
        Future<Void> done = Future.succeededFuture();
        for (AuditEvent event : events) {
            done = done.compose(before -> audit.record(tx, event));
        }
        return done;
    }

    private Future<Void> create(SqlClient tx, Running running, ImportRow row, List<AuditEvent> events) {
        UUID id = Ids.next();
        NewAccount account = account(row);
        return creation.create(tx, id, running.organisationId(), account, clock.instant())
                .compose(created -> row.passwordHash().isPresent()
                        ? credentials.importHash(tx, id, row.passwordHash().get())
                        : Future.<Void>succeededFuture())
                .compose(hashed -> row.invite() ? invite(tx, running, id) : Future.<Void>succeededFuture())
                .compose(invited -> store.created(tx, running.id(), row.line()))
                .onSuccess(done -> events.add(event(running, "account.create")
                        .on("account", id, row.addresses().getFirst())
                        .with("name", row.name())
                        .with("roles", String.join(" ", row.roles()))
                        .with("invite", row.invite())
                        .with("import", running.id().toString())))
                .recover(failure -> refusedByRule(failure)
                        ? accounts.delete(tx, id)
                                .compose(undone -> store.refuse(tx, running.id(), row.line(), sentence(failure)))
                        : Future.failedFuture(failure));
    }

    private Future<Void> invite(SqlClient tx, Running running, UUID id) {
        return accounts.find(tx, id).map(Optional::orElseThrow).compose(account -> mails.takeImported(
                        tx, running.organisationId(), account.label())
                .compose(taken -> credentials.invite(tx, account, running.origin())));
    }

    private static NewAccount account(ImportRow row) {
        List<EmailAddress> addresses = row.addresses().stream()
                .map(text -> EmailAddress.parse(text).orElseThrow())
                .toList();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        row.roles().forEach(word -> roles.add(Role.of(word)));
        return new NewAccount(row.name(), addresses, roles, row.hasPassword());
    }

    private static AuditEvent event(Running running, String action) {
        return AuditEvent.by(
                running.actorId(), running.actorName(), running.organisationId(), running.origin(), action);
    }

    /** A rule of ours said no; the transaction is as good as before. A database that is away is another matter. */
    private static boolean refusedByRule(Throwable failure) {
        return failure instanceof Problem && !unavailable(failure);
    }

    private static boolean unavailable(Throwable failure) {
        return failure instanceof Problem problem && problem.type().equals(HttpProblems.UNAVAILABLE);
    }

    private static String sentence(Throwable failure) {
        Problem problem = (Problem) failure;
        if (!problem.errors().isEmpty()) {
            return problem.errors().getFirst().message();
        }
        String detail = problem.detail();
        return detail == null ? problem.type().title() : detail;
    }
}
