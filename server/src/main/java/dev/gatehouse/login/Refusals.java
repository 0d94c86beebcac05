package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Writes down what was refused: always as a number, and in the audit log where it is known at whose door it was. */
final class Refusals {

    private final Db db;
    private final AccountDirectory accounts;
    private final AuditService audit;
    private final LoginMetrics metrics;

    Refusals(Db db, AccountDirectory accounts, AuditService audit, LoginMetrics metrics) {
        this.db = db;
        this.accounts = accounts;
        this.audit = audit;
        this.metrics = metrics;
    }

    /**
     * Writes a refused proof down.
     *
     * @param accountId whose door it was, empty when nobody knows
     */
    Future<Void> record(Purpose purpose, EvidenceKind kind, Optional<UUID> accountId, Origin origin) {
        metrics.refused(purpose, kind);
        String action = purpose == Purpose.SIGN_IN ? "login.sign-in" : "login.step-up";
        return accountId
                .map(id -> db.transaction(tx -> accounts.find(tx, id).compose(found -> found.map(account ->
                                audit.record(tx, event(account, origin, action).with("evidence", kind.word())))
                        .orElseGet(Future::succeededFuture))))
                .orElseGet(Future::succeededFuture);
    }

    private static AuditEvent event(Account account, Origin origin, String action) {
        return AuditEvent.by(null, "somebody", account.organisationId(), origin, action)
                .refused()
                .on("account", account.id(), account.label());
    }
}
