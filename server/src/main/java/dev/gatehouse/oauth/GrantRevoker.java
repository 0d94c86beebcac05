package dev.gatehouse.oauth;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;

/** Takes grants back when something about their use is wrong. What it returns always fails. */
final class GrantRevoker {

    private final Db db;
    private final GrantStore grants;
    private final AccountDirectory accounts;
    private final AuditService audit;
    private final GrantNotices notices;
    private final Clock clock;

    GrantRevoker(
            Db db,
            GrantStore grants,
            AccountDirectory accounts,
            AuditService audit,
            GrantNotices notices,
            Clock clock) {
        this.db = db;
        this.grants = grants;
        this.accounts = accounts;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
    }

    /** Takes the grant back and fails with that problem. */
    <T> Future<T> refuse(Grant grant, String reason, Problem problem) {
        return db.query(client -> grants.revoke(client, grant.id(), reason, clock.instant()))
                .compose(revoked -> Future.failedFuture(problem));
    }

    /** A code that is not good: if it was once, somebody else may have used it (RFC 6749, section 4.1.2). */
    <T> Future<T> codeUsedAgain(byte[] codeHash, Origin origin) {
        return db.query(client -> grants.ofUsedCode(client, codeHash))
                .compose(grant -> grant.map(used -> takeBack(used, "oauth.code-used-again", origin, false))
                        .orElseGet(Future::succeededFuture))
                .compose(done -> Future.failedFuture(OAuthProblems.INVALID_GRANT.problem()));
    }

    /** A code that came from another client, for another address or without its proof: somebody may have stolen it. */
    <T> Future<T> codeMisused(Grant grant, Origin origin, Problem problem) {
        return takeBack(grant, "oauth.code-misused", origin, false).compose(done -> Future.failedFuture(problem));
    }

    /** An old refresh token: the person is told, because one of the two who have had it is somebody else. */
    <T> Future<T> replayed(Grant grant, Origin origin) {
        return takeBack(grant, "oauth.refresh-token-used-again", origin, true)
                .compose(done -> Future.failedFuture(OAuthProblems.INVALID_GRANT.problem()));
    }

    /** Of several at once, one tells. */
    private Future<Void> takeBack(Grant grant, String action, Origin origin, boolean tell) {
        return db.transaction(tx -> grants.revoke(tx, grant.id(), action, clock.instant())
                .compose(revoked -> revoked ? accounts.find(tx, grant.accountId()) : noAccount())
                .compose(account -> account.isEmpty()
                        ? Future.succeededFuture()
                        : record(tx, grant, account.get(), action, origin, tell)));
    }

    private static Future<Optional<Account>> noAccount() {
        return Future.succeededFuture(Optional.empty());
    }

    private Future<Void> record(
            SqlClient tx, Grant grant, Account account, String action, Origin origin, boolean tell) {
        AuditEvent event = AuditEvent.by(null, "somebody", account.organisationId(), origin, action)
                .refused()
                .on("account", account.id(), account.label())
                .with("client", grant.clientId().toString())
                .with(
                        "session",
                        grant.sessionId() == null ? null : grant.sessionId().toString());
        Future<Void> told = tell ? notices.replayed(tx, account, grant) : Future.succeededFuture();
        return told.compose(done -> audit.record(tx, event));
    }
}
