package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.db.Db;
import dev.gatehouse.factor.FactorVerifier;
import dev.gatehouse.factor.FactorVerifier.MailCode;
import dev.gatehouse.factor.Proof;
import dev.gatehouse.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Takes the answers of a sign-in or step-up: codes, passes, passkeys, the password once more. */
final class AnswerService {

    private final Db db;
    private final Progress progress;
    private final FactorVerifier factors;
    private final AccountDirectory accounts;
    private final PasswordCheck passwords;
    private final Budgets budgets;
    private final Refusals refusals;
    private final Clock clock;

    AnswerService(
            Db db,
            Progress progress,
            FactorVerifier factors,
            AccountDirectory accounts,
            PasswordCheck passwords,
            Budgets budgets,
            Refusals refusals,
            Clock clock) {
        this.db = db;
        this.progress = progress;
        this.factors = factors;
        this.accounts = accounts;
        this.passwords = passwords;
        this.budgets = budgets;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Checks one kind of answer in a transaction; empty means that it was wrong. */
    private interface Check {
        Future<Optional<Proof>> of(SqlClient tx, Transaction transaction);
    }

    Future<Progress.Answer> totp(Browser browser, String code, boolean remember) {
        return answer(browser, EvidenceKind.TOTP, remember, (tx, t) -> factors.totp(tx, t.accountId(), code));
    }

    Future<Progress.Answer> recoveryCode(Browser browser, String code, boolean remember) {
        return answer(
                browser,
                EvidenceKind.RECOVERY_CODE,
                remember,
                (tx, t) -> factors.recoveryCode(tx, t.accountId(), code));
    }

    Future<Progress.Answer> pass(Browser browser, String pass) {
        return answer(browser, EvidenceKind.PASS, false, (tx, t) -> factors.pass(tx, t.accountId(), pass));
    }

    Future<Progress.Answer> mailCode(Browser browser, String code, boolean remember) {
        return answer(browser, EvidenceKind.MAIL_CODE, remember, (tx, t) -> progress.lockAccount(tx, t)
                .compose(account -> factors.answerMailCode(tx, account, t.id(), code)));
    }

    /** The password once more, where a step-up asks for it. */
    Future<Progress.Answer> password(Browser browser, String password) {
        return open(browser, EvidenceKind.PASSWORD)
                .compose(transaction -> budgets.take(budget(transaction, EvidenceKind.PASSWORD))
                        .compose(taken -> passwords.matches(transaction.accountId(), password)))
                .compose(matches -> conclude(
                        browser,
                        EvidenceKind.PASSWORD,
                        false,
                        (tx, t) -> Future.succeededFuture(
                                matches ? Optional.of(new Proof("password", null, null, false)) : Optional.empty())));
    }

    /** Mails a code to one of the offered mailboxes, the first one when none is named. */
    Future<MailCode> sendMailCode(Browser browser, Optional<UUID> mailboxId) {
        return open(browser, EvidenceKind.MAIL_CODE)
                .compose(transaction -> budgets.take(Budget.mailCodes(transaction.accountId(), transaction.deviceId())))
                .compose(taken -> db.transaction(tx -> progress.lock(tx, browser)
                        .compose(transaction -> accounts.find(tx, transaction.accountId())
                                .compose(account -> factors.sendMailCode(
                                        tx,
                                        account.orElseThrow(),
                                        transaction.id(),
                                        mailbox(account.orElseThrow(), mailboxId),
                                        browser.origin())))));
    }

    Future<MailCode> mailCodeState(Browser browser) {
        return progress.current(browser)
                .compose(transaction -> db.query(client -> factors.mailCode(client, transaction.id())))
                .map(code -> code.orElseThrow(LoginProblems.NO_LOGIN::problem));
    }

    /** A WebAuthn challenge: bound to the transaction under way, or open to any passkey. */
    Future<JsonObject> beginPasskey(Browser browser) {
        return underWay(browser)
                .compose(transaction -> transaction.isPresent()
                        ? boundChallenge(transaction.get())
                        : budgets.take(Budget.challenges(browser.origin().network()))
                                .compose(taken -> db.transaction(tx -> factors.beginAssertion(tx, null, null))));
    }

    private Future<JsonObject> boundChallenge(Transaction transaction) {
        return db.transaction(tx -> accounts.find(tx, transaction.accountId())
                .compose(account -> factors.beginAssertion(tx, account.orElseThrow(), transaction.id())));
    }

    /** Answers a WebAuthn challenge, in the transaction under way or as a sign-in of its own. */
    Future<Progress.Answer> passkey(Browser browser, UUID challengeId, JsonObject credential, boolean remember) {
        return underWay(browser).compose(transaction -> factors.finishAssertion(
                        challengeId,
                        credential,
                        transaction.map(Transaction::id).orElse(null),
                        browser.origin())
                .compose(assertion -> {
                    if (assertion.isEmpty()) {
                        return refused(browser, transaction, EvidenceKind.PASSKEY, LoginProblems.WRONG_PASSKEY);
                    }
                    return transaction.isPresent()
                            ? conclude(
                                    browser,
                                    EvidenceKind.of(assertion.get().proof().kind()),
                                    remember,
                                    (tx, t) -> Future.succeededFuture(
                                            Optional.of(assertion.get().proof()).filter(proof -> t.accountId()
                                                    .equals(assertion.get().accountId()))))
                            : signIn(browser, assertion.get());
                }));
    }

    private Future<Progress.Answer> signIn(Browser browser, FactorVerifier.Assertion assertion) {
        Evidence evidence = Evidence.NONE.with(Evidence.Item.of(assertion.proof(), clock.instant()));
        return db.transaction(tx -> accounts.find(tx, assertion.accountId())
                .map(account -> account.filter(Account::admitted).orElseThrow(LoginProblems.WRONG_PASSKEY::problem))
                .compose(account -> progress.device(tx, account.id(), browser)
                        .compose(device -> progress.begin(tx, account, evidence, false, device, browser))));
    }

    private Future<Progress.Answer> answer(Browser browser, EvidenceKind kind, boolean remember, Check check) {
        return open(browser, kind)
                .compose(transaction -> budgets.take(budget(transaction, kind)))
                .compose(taken -> conclude(browser, kind, remember, check));
    }

    /** The transaction under way, if the gate asks for that kind of proof now. */
    private Future<Transaction> open(Browser browser, EvidenceKind kind) {
        return progress.current(browser)
                .compose(transaction -> progress.look(transaction).map(state -> {
                    if (!(state.decision() instanceof Decision.Ask ask
                            && ask.anyOf().contains(kind))) {
                        throw LoginProblems.WAY_NOT_OPEN.problem();
                    }
                    return transaction;
                }));
    }

    /** What came of an answer: empty when it was wrong. */
    private record Outcome(Transaction transaction, Optional<Progress.Answer> answer) {}

    /** Checks and goes on in one transaction. A wrong answer commits as well: what it used up stays used up. */
    private Future<Progress.Answer> conclude(Browser browser, EvidenceKind kind, boolean remember, Check check) {
        return db.transaction(tx -> progress.lock(tx, browser).compose(transaction -> check.of(tx, transaction)
                        .compose(proof -> proof.map(right -> advance(tx, transaction, right, browser, remember))
                                .orElseGet(() -> Future.succeededFuture(new Outcome(transaction, Optional.empty()))))))
                .compose(outcome -> outcome.answer()
                        .map(answer -> budgets.forget(budget(outcome.transaction(), kind))
                                .map(answer))
                        .orElseGet(() ->
                                refused(browser, Optional.of(outcome.transaction()), kind, LoginProblems.WRONG_CODE)));
    }

    private Future<Outcome> advance(
            SqlClient tx, Transaction transaction, Proof proof, Browser browser, boolean remember) {
        Transaction further = transaction.with(Evidence.Item.of(proof, clock.instant()));
        return progress.advance(tx, further, browser, remember)
                .map(answer -> new Outcome(transaction, Optional.of(answer)));
    }

    private Future<Progress.Answer> refused(
            Browser browser, Optional<Transaction> transaction, EvidenceKind kind, ProblemType problem) {
        return refusals.record(
                        transaction.map(Transaction::purpose).orElse(Purpose.SIGN_IN),
                        kind,
                        transaction.map(Transaction::accountId),
                        browser.origin())
                .compose(done -> Future.failedFuture(problem.problem()));
    }

    private Future<Optional<Transaction>> underWay(Browser browser) {
        return progress.current(browser).map(Optional::of).recover(failure -> Future.succeededFuture(Optional.empty()));
    }

    private static Budget budget(Transaction transaction, EvidenceKind kind) {
        return Budget.factor(transaction.accountId(), kind.word(), transaction.deviceId());
    }

    private String mailbox(Account account, Optional<UUID> id) {
        return LoginState.mailboxes(account, clock.instant()).stream()
                .filter(mailbox -> id.isEmpty() || id.get().equals(mailbox.id()))
                .findFirst()
                .orElseThrow(LoginProblems.NO_MAILBOX::problem)
                .address();
    }
}
