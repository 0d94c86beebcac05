package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;

/** Writes down who has come in. */
final class Arrivals {

    private final SignInStore signIns;
    private final AccountDirectory accounts;
    private final AuditService audit;

    Arrivals(SignInStore signIns, AccountDirectory accounts, AuditService audit) {
        this.signIns = signIns;
        this.accounts = accounts;
        this.audit = audit;
    }

    Future<Void> signedIn(SqlClient tx, Account account, Transaction transaction, Session session, Instant now) {
        AuditEvent event = event(account, transaction, "login.sign-in")
                .on("session", session.id(), transaction.origin().client());
        // One behind the other on one connection; the log last, because its chain is locked until the end.
        return Future.all(
                        signIns.finished(tx, account, transaction.evidence(), now),
                        accounts.signedIn(tx, account.id(), now),
                        audit.record(tx, event))
                .mapEmpty();
    }

    Future<Void> steppedUp(SqlClient tx, Account account, Transaction transaction) {
        return audit.record(tx, event(account, transaction, "login.step-up"));
    }

    private static AuditEvent event(Account account, Transaction transaction, String action) {
        return AuditEvent.by(account.id(), account.name(), account.organisationId(), transaction.origin(), action)
                .with("evidence", String.join(" ", transaction.evidence().words()));
    }
}
