package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Db;
import dev.gatehouse.factor.FactorVerifier;
import dev.gatehouse.factor.FactorVerifier.MailCode;
import dev.gatehouse.factor.Proof;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Takes the answers that people type in a sign-in or step-up: codes, passes, the password once more. */
final class AnswerService {

    private final Db db;
    private final Progress progress;
    private final FactorVerifier factors;
    private final PasswordCheck passwords;
    private final Budgets budgets;
    private final Answers answers;

    AnswerService(
            Db db,
            Progress progress,
            FactorVerifier factors,
            PasswordCheck passwords,
            Budgets budgets,
            Answers answers) {
        this.db = db;
        this.progress = progress;
        this.factors = factors;
        this.passwords = passwords;
        this.budgets = budgets;
        this.answers = answers;
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
        return answers.open(browser, EvidenceKind.PASSWORD)
                .compose(transaction -> budgets.take(Answers.budget(transaction, EvidenceKind.PASSWORD))
                        .compose(taken -> passwords.matches(transaction.accountId(), password)))
                .compose(matches -> answers.conclude(
                        browser,
                        EvidenceKind.PASSWORD,
                        false,
                        (tx, t) -> Future.succeededFuture(
                                matches ? Optional.of(new Proof("password", null, null, false)) : Optional.empty())));
    }

    /** Mails a code to one of the offered mailboxes; see the contract for which when none is named. */
    Future<MailCode> sendMailCode(Browser browser, Optional<UUID> mailboxId) {
        return answers.open(browser, EvidenceKind.MAIL_CODE)
                .compose(transaction -> budgets.take(Budget.mailCodes(transaction.accountId(), transaction.deviceId())))
                .compose(taken -> db.transaction(
                        tx -> progress.lock(tx, browser).compose(transaction -> progress.lockAccount(tx, transaction)
                                .compose(account -> address(tx, transaction, account, mailboxId)
                                        .compose(address -> factors.sendMailCode(
                                                tx, account, transaction.id(), address, browser.origin()))))));
    }

    Future<MailCode> mailCodeState(Browser browser) {
        return progress.current(browser)
                .compose(transaction -> db.query(client -> factors.mailCode(client, transaction.id())))
                .map(code -> code.orElseThrow(LoginProblems.NO_LOGIN::problem));
    }

    private Future<Progress.Answer> answer(Browser browser, EvidenceKind kind, boolean remember, Answers.Check check) {
        return answers.open(browser, kind)
                .compose(transaction -> budgets.take(Answers.budget(transaction, kind)))
                .compose(taken -> answers.conclude(browser, kind, remember, check));
    }

    /** The mailbox that is named; else that of the code before, which is sent anew; at first the first one. */
    private Future<String> address(SqlClient tx, Transaction transaction, Account account, Optional<UUID> named) {
        List<LoginState.Mailbox> offered = progress.mailboxes(transaction, account);
        if (named.isPresent()) {
            return Future.succeededFuture(first(offered, mailbox -> mailbox.id().equals(named.get()))
                    .orElseThrow(LoginProblems.NO_MAILBOX::problem));
        }
        return factors.mailCode(tx, transaction.id()).map(before -> before.flatMap(
                        code -> first(offered, mailbox -> mailbox.address().equals(code.address())))
                .or(() -> first(offered, any -> true))
                .orElseThrow(LoginProblems.NO_MAILBOX::problem));
    }

    private static Optional<String> first(List<LoginState.Mailbox> offered, Predicate<LoginState.Mailbox> wanted) {
        return offered.stream().filter(wanted).map(LoginState.Mailbox::address).findFirst();
    }
}
