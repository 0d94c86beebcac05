package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Db;
import dev.gatehouse.login.Candidates.Candidate;
import io.vertx.core.Future;
import java.time.Clock;

/** Begins a sign-in with address and password. */
final class PasswordSignIn {

    private final Db db;
    private final Candidates candidates;
    private final Budgets budgets;
    private final Progress progress;
    private final FailureBook failures;
    private final Clock clock;

    PasswordSignIn(
            Db db, Candidates candidates, Budgets budgets, Progress progress, FailureBook failures, Clock clock) {
        this.db = db;
        this.candidates = candidates;
        this.budgets = budgets;
        this.progress = progress;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * Unknown addresses, wrong passwords and people who may not sign in get one and the same answer, after the same work and in
     * the same time.
     */
    Future<Progress.Answer> begin(Browser browser, String email, String password) {
        TypedAddress address = TypedAddress.of(email);
        return candidates.find(browser, address).compose(candidate -> {
            Budgets.PasswordTry attempt = new Budgets.PasswordTry(
                    address,
                    candidate.account().map(Account::id).orElse(null),
                    browser.origin().network(),
                    candidate.device().map(Device::id).orElse(null));
            return budgets.takePassword(attempt)
                    .compose(taken -> candidates.admit(candidate, password))
                    .compose(admitted -> admitted ? right(browser, candidate, attempt) : wrong(browser, attempt));
        });
    }

    private Future<Progress.Answer> right(Browser browser, Candidate candidate, Budgets.PasswordTry attempt) {
        Account account = candidate.account().orElseThrow();
        Evidence evidence = Evidence.NONE.with(Evidence.Item.of(EvidenceKind.PASSWORD, clock.instant()));
        boolean mailbox = !account.reachableMailboxes(clock.instant()).isEmpty();
        return budgets.underAttack(attempt, account.id(), mailbox)
                .compose(underAttack -> db.transaction(tx -> budgets.passwordRight(tx, attempt)
                        .compose(done ->
                                progress.begin(tx, account, evidence, underAttack, candidate.device(), browser))));
    }

    /** The books are written after the answer has gone: how long that takes must not tell whether the address is known. */
    private Future<Progress.Answer> wrong(Browser browser, Budgets.PasswordTry attempt) {
        failures.write(attempt, browser.origin());
        return Future.failedFuture(LoginProblems.WRONG_CREDENTIALS.problem());
    }
}
