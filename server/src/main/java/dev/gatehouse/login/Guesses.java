package dev.gatehouse.login;

import dev.gatehouse.http.Caller;
import io.vertx.core.Future;

/** The door through which others have tries at short codes slowed down, as the sign-in does with its own. */
public final class Guesses {

    private final Budgets budgets;

    Guesses(Budgets budgets) {
        this.budgets = budgets;
    }

    /** Takes a try at the code of a device, before it is made; fails with {@code slow-down}. */
    public Future<Void> deviceCode(Caller caller) {
        return budgets.take(Budget.deviceCodes(caller.accountId()))
                .compose(taken ->
                        budgets.take(Budget.deviceCodesFrom(caller.origin().network())));
    }
}
