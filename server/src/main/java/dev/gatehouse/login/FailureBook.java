package dev.gatehouse.login;

import dev.gatehouse.http.Origin;
import dev.gatehouse.work.Background;
import java.util.Optional;

/** Keeps the books of wrong passwords: budgets, numbers, audit log. */
final class FailureBook {

    private final Budgets budgets;
    private final Refusals refusals;
    private final Background background;

    FailureBook(Budgets budgets, Refusals refusals, Background background) {
        this.budgets = budgets;
        this.refusals = refusals;
        this.background = background;
    }

    /** Writes it down after the answer has gone: how long that takes must not tell whether the address is known. */
    void write(Budgets.PasswordTry attempt, Origin origin) {
        background.run("writing down a refused sign-in", origin.requestId(), () -> budgets.passwordFailed(attempt)
                .compose(done -> refusals.record(
                        Purpose.SIGN_IN, EvidenceKind.PASSWORD, Optional.ofNullable(attempt.accountId()), origin)));
    }
}
