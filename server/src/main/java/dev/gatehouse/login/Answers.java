package dev.gatehouse.login;

import dev.gatehouse.db.Db;
import dev.gatehouse.factor.Proof;
import dev.gatehouse.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;

/** What all answers in a sign-in or step-up have in common: whether they are asked for, and what follows from right and wrong. */
final class Answers {

    private final Db db;
    private final Progress progress;
    private final Budgets budgets;
    private final Refusals refusals;
    private final Clock clock;

    Answers(Db db, Progress progress, Budgets budgets, Refusals refusals, Clock clock) {
        this.db = db;
        this.progress = progress;
        this.budgets = budgets;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Checks one kind of answer in a transaction; empty means that it was wrong. */
    interface Check {
        Future<Optional<Proof>> of(SqlClient tx, Transaction transaction);
    }

    /** The transaction under way, if the gate asks for that kind of proof now. */
    Future<Transaction> open(Browser browser, EvidenceKind kind) {
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
    Future<Progress.Answer> conclude(Browser browser, EvidenceKind kind, boolean remember, Check check) {
        return db.transaction(tx -> progress.lock(tx, browser).compose(transaction -> check.of(tx, transaction)
                        .compose(proof -> proof.map(right -> advance(tx, transaction, right, browser, remember))
                                .orElseGet(() -> Future.succeededFuture(new Outcome(transaction, Optional.empty()))))))
                .compose(outcome -> outcome.answer()
                        .map(answer -> budgets.forget(budget(outcome.transaction(), kind))
                                .map(answer))
                        .orElseGet(() -> refused(browser, outcome.transaction(), kind, LoginProblems.WRONG_CODE)));
    }

    private Future<Outcome> advance(
            SqlClient tx, Transaction transaction, Proof proof, Browser browser, boolean remember) {
        Transaction further = transaction.with(Evidence.Item.of(proof, clock.instant()));
        return progress.advance(tx, further, browser, remember)
                .map(answer -> new Outcome(transaction, Optional.of(answer)));
    }

    Future<Progress.Answer> refused(Browser browser, Transaction transaction, EvidenceKind kind, ProblemType problem) {
        return refusals.record(transaction.purpose(), kind, Optional.of(transaction.accountId()), browser.origin())
                .compose(done -> Future.failedFuture(problem.problem()));
    }

    static Budget budget(Transaction transaction, EvidenceKind kind) {
        return Budget.factor(transaction.accountId(), kind.word(), transaction.deviceId());
    }
}
