package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.mail.MailBudgets;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Mails links by which a forgotten password is replaced. */
final class ResetMails {

    private final Db db;
    private final LinkService links;
    private final AccountDirectory accounts;
    private final AuditService audit;
    private final Notices notices;
    private final Clock clock;
    private final MailBudgets mails;

    ResetMails(Db db, LinkService links, AccountDirectory accounts, AuditService audit, Notices notices, Clock clock) {
        this.db = db;
        this.links = links;
        this.accounts = accounts;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
        this.mails = new MailBudgets(clock);
    }

    /** To whoever has that address, if anybody has. */
    Future<Void> toOwnerOf(String address, Origin origin) {
        return db.transaction(tx -> accounts.findByAddress(tx, address).compose(found -> found.filter(Account::admitted)
                .map(account -> recipient(account, address)
                        .map(to -> toOwner(tx, account, to, origin))
                        .orElseGet(Future::succeededFuture))
                .orElseGet(Future::succeededFuture)));
    }

    /** What there is no room for is not written down either: anybody could fill the log. The newest link still works. */
    private Future<Void> toOwner(SqlClient tx, Account account, String recipient, Origin origin) {
        return mails.takeReset(tx, recipient)
                .compose(taken -> taken
                        ? send(tx, account, recipient, origin).compose(done -> audit.record(tx, asked(account, origin)))
                        : Future.succeededFuture());
    }

    /** Because an administrator wants it. */
    Future<Void> byAdministrator(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(
                tx -> accounts.require(tx, organisationId, accountId).compose(account -> {
                    account.requireManageableBy(caller);
                    String recipient =
                            recipient(account, account.label()).orElseThrow(LoginProblems.NO_MAILBOX::problem);
                    return mails.take(tx, organisationId, recipient)
                            .compose(taken -> send(tx, account, recipient, caller.origin()))
                            .compose(done -> audit.record(
                                    tx,
                                    AuditEvent.by(caller, organisationId, "login.start-reset")
                                            .on("account", account.id(), account.label())));
                }));
    }

    private Future<Void> send(SqlClient tx, Account account, String recipient, Origin origin) {
        return links.make(tx, account, Link.Purpose.RESET, new JsonObject())
                .compose(made -> notices.reset(tx, account, recipient, made.token(), made.until(), origin));
    }

    /** The address asked for, if a link may go there; another reachable mailbox otherwise. */
    private Optional<String> recipient(Account account, String asked) {
        List<String> reachable = account.reachableMailboxes(clock.instant());
        return reachable.contains(asked)
                ? Optional.of(asked)
                : reachable.stream().findFirst();
    }

    private static AuditEvent asked(Account account, Origin origin) {
        return AuditEvent.by(null, "somebody", account.organisationId(), origin, "login.ask-reset")
                .on("account", account.id(), account.label());
    }
}
