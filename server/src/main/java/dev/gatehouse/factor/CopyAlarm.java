package dev.gatehouse.factor;

import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** A valid signature with a counter that has been seen: two devices hold this key, and people are told. */
final class CopyAlarm {

    private final FactorStore factors = new FactorStore();
    private final AccountDirectory accounts;
    private final FactorNotices notices;
    private final AuditService audit;

    CopyAlarm(AccountDirectory accounts, FactorNotices notices, AuditService audit) {
        this.accounts = accounts;
        this.notices = notices;
        this.audit = audit;
    }

    Future<Void> raise(SqlClient tx, KeyCredential key, Origin origin) {
        return accounts.find(tx, key.accountId())
                .map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem))
                .compose(account -> factors.find(tx, account.id(), key.id())
                        .map(found -> found.map(Factor::name).orElse(key.kind().title()))
                        .compose(name -> notices.tell(tx, account, Notice.copied(name, origin))
                                .compose(told -> audit.record(
                                        tx,
                                        AuditEvent.by(
                                                        account.id(),
                                                        account.name(),
                                                        account.organisationId(),
                                                        origin,
                                                        "factor.copy-suspected")
                                                .on("factor", key.id(), name)
                                                .refused()))));
    }
}
