package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.HashingPool.Lane;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins sign-ins and step-ups, and moves them on where no code is answered. */
final class LoginService {

    private static final Logger LOG = LoggerFactory.getLogger(LoginService.class);

    private final Db db;
    private final Progress progress;
    private final TransactionStore transactions;
    private final SessionStore sessions;
    private final AccountDirectory accounts;
    private final PasswordService passwords;
    private final Budgets budgets;
    private final AuditService audit;
    private final Notices notices;
    private final LoginMetrics metrics;
    private final Clock clock;

    LoginService(
            Db db,
            Progress progress,
            TransactionStore transactions,
            SessionStore sessions,
            AccountDirectory accounts,
            PasswordService passwords,
            Budgets budgets,
            AuditService audit,
            Notices notices,
            LoginMetrics metrics,
            Clock clock) {
        this.db = db;
        this.progress = progress;
        this.transactions = transactions;
        this.sessions = sessions;
        this.accounts = accounts;
        this.passwords = passwords;
        this.budgets = budgets;
        this.audit = audit;
        this.notices = notices;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What is known about an address before its password is looked at. */
    private record Candidate(Optional<Account> account, Optional<Device> device, Optional<PasswordState> password) {

        Lane lane() {
            return device.isPresent() ? Lane.KNOWN_DEVICE : Lane.UNKNOWN;
        }
    }

    /**
     * Begins a sign-in with a password. Unknown addresses, wrong passwords and people who may not sign in get one and the same
     * answer, after the same work.
     */
    Future<Progress.Answer> begin(Browser browser, String email, String password) {
        String address = email.strip().toLowerCase(Locale.ROOT);
        return candidate(browser, address).compose(candidate -> {
            Budgets.PasswordTry attempt = attempt(browser, address, candidate);
            return budgets.takePassword(attempt)
                    .compose(taken -> passwords.matches(
                            candidate.lane(), candidate.account().map(Account::id), candidate.password(), password))
                    .compose(matches ->
                            matches && candidate.account().orElseThrow().admitted()
                                    ? passwordRight(browser, candidate, attempt)
                                    : passwordWrong(browser, candidate, attempt));
        });
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
        return sessions.endAll(tx, account.id(), null, "password changed", clock.instant())
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

    private Future<Candidate> candidate(Browser browser, String address) {
        return db.query(client -> accounts.findByAddress(client, address).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new Candidate(found, Optional.empty(), Optional.empty()));
            }
            UUID id = found.get().id();
            return progress.device(client, id, browser)
                    .compose(device ->
                            passwords.find(client, id).map(password -> new Candidate(found, device, password)));
        }));
    }

    private static Budgets.PasswordTry attempt(Browser browser, String address, Candidate candidate) {
        Optional<Account> account = candidate.account();
        return new Budgets.PasswordTry(
                account.map(found -> found.id().toString()).orElseGet(() -> Budget.accountKey(address)),
                account.map(Account::id).orElse(null),
                account.map(Account::organisationId).orElse(null),
                browser.origin().network(),
                candidate.device().map(Device::id).orElse(null));
    }

    private Future<Progress.Answer> passwordRight(Browser browser, Candidate candidate, Budgets.PasswordTry attempt) {
        Account account = candidate.account().orElseThrow();
        Evidence evidence = Evidence.NONE.with(Evidence.Item.of(EvidenceKind.PASSWORD, clock.instant()));
        Future<Boolean> attacked =
                candidate.device().isPresent() ? Future.succeededFuture(false) : budgets.underAttack(account.id());
        return attacked.compose(underAttack -> db.transaction(
                        tx -> progress.begin(tx, account, evidence, underAttack, candidate.device(), browser)))
                .compose(answer -> budgets.passwordRight(attempt).map(answer));
    }

    /** The books are written after the answer has gone: how long that takes must not tell whether the address is known. */
    private Future<Progress.Answer> passwordWrong(Browser browser, Candidate candidate, Budgets.PasswordTry attempt) {
        metrics.refused(EvidenceKind.PASSWORD);
        Future<Void> written = budgets.passwordFailed(attempt).compose(done -> candidate
                .account()
                .map(account -> db.transaction(tx -> audit.record(tx, refusal(account, browser))))
                .orElseGet(Future::succeededFuture));
        written.onFailure(failure -> LOG.atWarn()
                .addKeyValue("requestId", browser.origin().requestId())
                .addKeyValue("cause", failure.toString())
                .log("a refused sign-in could not be written down"));
        return Future.failedFuture(LoginProblems.WRONG_CREDENTIALS.problem());
    }

    private static AuditEvent refusal(Account account, Browser browser) {
        return AuditEvent.by(null, "somebody", account.organisationId(), browser.origin(), "login.sign-in")
                .refused()
                .on("account", account.id(), account.label())
                .with("evidence", EvidenceKind.PASSWORD.word());
    }
}
