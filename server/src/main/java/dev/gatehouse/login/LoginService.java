package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Begins step-ups, and moves sign-ins and step-ups on where no code is answered. */
final class LoginService {

    private final Db db;
    private final Progress progress;
    private final TransactionStore transactions;
    private final SessionStore sessions;
    private final AccountDirectory accounts;
    private final PasswordService passwords;
    private final AuditService audit;
    private final Notices notices;
    private final Clock clock;

    LoginService(
            Db db,
            Progress progress,
            TransactionStore transactions,
            SessionStore sessions,
            AccountDirectory accounts,
            PasswordService passwords,
            AuditService audit,
            Notices notices,
            Clock clock) {
        this.db = db;
        this.progress = progress;
        this.transactions = transactions;
        this.sessions = sessions;
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
    }

    Future<LoginState> look(Browser browser) {
        return progress.current(browser).compose(progress::look);
    }

    Future<Void> cancel(Browser browser) {
        return progress.current(browser)
                .compose(transaction -> db.query(client -> transactions.delete(client, transaction.id())))
                .recover(failure -> Future.succeededFuture());
    }

    /** Goes on after an authenticator was enrolled in the middle of a sign-in. */
    Future<Progress.Answer> proceed(Browser browser) {
        return db.transaction(tx ->
                progress.lock(tx, browser).compose(transaction -> progress.advance(tx, transaction, browser, false)));
    }

    /** Replaces an expired password, where the gate asks for exactly that. */
    Future<Progress.Answer> newPassword(Browser browser, String typed) {
        return progress.current(browser).compose(transaction -> progress.look(transaction)
                .compose(state -> state.decision() instanceof Decision.NewPassword
                        ? passwords.choose(state.account(), state.policy(), typed)
                        : Future.failedFuture(LoginProblems.WAY_NOT_OPEN.problem()))
                .compose(hash -> db.transaction(
                        tx -> progress.lock(tx, browser).compose(locked -> progress.lockAccount(tx, locked)
                                .compose(account -> passwords
                                        .set(tx, account.id(), hash)
                                        .compose(done -> accounts.credentialsChanged(tx, account.id()))
                                        .compose(done -> changed(tx, account, browser)))
                                .compose(done -> progress.advance(tx, locked.afterOwnChange(), browser, false))))));
    }

    /** Begins a step-up of the caller's session. */
    Future<Progress.Answer> stepUp(Caller caller, Browser browser, StepUp.Action action) {
        caller.require(Permission.SELF);
        return db.transaction(tx -> accounts.lock(tx, caller.accountId())
                .map(found -> found.orElseThrow(LoginProblems.NO_LOGIN::problem))
                .compose(account -> progress.device(tx, account.id(), browser)
                        .compose(device -> progress.begin(tx, stepUp(caller, account, browser, action, device)))));
    }

    /** A step-up on a known device is counted apart: nobody elsewhere can use its tries up. */
    private Transaction stepUp(
            Caller caller, Account account, Browser browser, StepUp.Action action, Optional<Device> device) {
        return new Transaction(
                Ids.next(),
                Purpose.STEP_UP,
                account.id(),
                account.credentialVersion(),
                caller.session(),
                action,
                device.map(Device::id).orElse(null),
                Evidence.NONE,
                false,
                browser.origin(),
                clock.instant().plus(Transaction.LIFE));
    }

    private Future<Void> changed(SqlClient tx, Account account, Browser browser) {
        return sessions.endAll(tx, List.of(account.id()), null, "password changed", clock.instant())
                .compose(ended -> notices.passwordChanged(tx, account, browser.origin()))
                .compose(told -> audit.record(
                        tx,
                        AuditEvent.by(
                                        account.id(),
                                        account.name(),
                                        account.organisationId(),
                                        browser.origin(),
                                        "login.change-password")
                                .on("account", account.id(), account.label())));
    }
}
