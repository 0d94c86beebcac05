package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.function.Supplier;

/**
 * Everything that belongs to a new password, whichever way it came: it is stored, the account's number goes up, sessions end, the
 * owner is told, and it is written down.
 */
final class PasswordChanges {

    private final PasswordService passwords;
    private final AccountDirectory accounts;
    private final SessionEnder sessions;
    private final Notices notices;
    private final AuditService audit;

    PasswordChanges(
            PasswordService passwords,
            AccountDirectory accounts,
            SessionEnder sessions,
            Notices notices,
            AuditService audit) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.notices = notices;
        this.audit = audit;
    }

    /** In a session, the only one that stays. */
    Future<Void> inSession(SqlClient tx, Account account, String hash, Caller caller) {
        AuditEvent event = AuditEvent.by(caller, account.organisationId(), "login.change-password")
                .on("account", account.id(), account.label());
        return change(
                tx,
                account,
                hash,
                () -> sessions.endAll(tx, account.id(), caller.session(), SessionEnder.PASSWORD_CHANGED),
                caller.origin(),
                event);
    }

    /** In a sign-in that asked for it and goes on with the account's new number; all others under way die with the old one. */
    Future<Void> inSignIn(SqlClient tx, Account account, String hash, Origin origin) {
        return change(
                tx,
                account,
                hash,
                () -> sessions.endSessions(tx, account.id(), SessionEnder.PASSWORD_CHANGED),
                origin,
                own(account, origin, "login.change-password"));
    }

    /** By a mailed link. Authenticators stay as they are. */
    Future<Void> byReset(SqlClient tx, Account account, String hash, Origin origin) {
        return change(
                tx,
                account,
                hash,
                () -> sessions.endAll(tx, account.id(), null, "password reset"),
                origin,
                own(account, origin, "login.reset-password"));
    }

    /**
     * The first one, by an invitation.
     *
     * @return the account, active now
     */
    Future<Account> byInvitation(SqlClient tx, Account invited, String hash, Origin origin) {
        return passwords
                .set(tx, invited.id(), hash)
                .compose(done -> accounts.activate(tx, invited.id()))
                .compose(done -> audit.record(tx, own(invited, origin, "login.accept-invitation")))
                .compose(done -> accounts.find(tx, invited.id()))
                .map(active -> active.orElseThrow(LoginProblems.LINK_EXPIRED::problem));
    }

    /** Demands a new one at the next sign-in; what is under way now dies. */
    Future<Void> demand(SqlClient tx, Account account) {
        return passwords
                .mustChange(tx, account.id())
                .compose(done -> accounts.credentialsChanged(tx, account.id()))
                .mapEmpty();
    }

    private Future<Void> change(
            SqlClient tx,
            Account account,
            String hash,
            Supplier<Future<Integer>> endSessions,
            Origin origin,
            AuditEvent event) {
        return passwords
                .set(tx, account.id(), hash)
                .compose(done -> accounts.credentialsChanged(tx, account.id()))
                .compose(done -> endSessions.get())
                .compose(ended -> notices.passwordChanged(tx, account, origin))
                .compose(told -> audit.record(tx, event));
    }

    private static AuditEvent own(Account account, Origin origin, String action) {
        return AuditEvent.by(account.id(), account.name(), account.organisationId(), origin, action)
                .on("account", account.id(), account.label());
    }
}
