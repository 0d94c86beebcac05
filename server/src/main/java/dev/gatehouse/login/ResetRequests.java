package dev.gatehouse.login;

import dev.gatehouse.http.Origin;
import dev.gatehouse.work.Background;
import io.vertx.core.Future;

/** Takes the wish for a reset link from anybody. */
final class ResetRequests {

    private final Budgets budgets;
    private final ResetMails mails;
    private final Background background;

    ResetRequests(Budgets budgets, ResetMails mails, Background background) {
        this.budgets = budgets;
        this.mails = mails;
        this.background = background;
    }

    /** The answer comes before anything is looked up, so that neither its words nor its time tell whether the address is known. */
    Future<Void> ask(Origin origin, String email) {
        TypedAddress address = TypedAddress.of(email);
        return budgets.take(Budget.resetRequests(origin.network()))
                .compose(open -> budgets.tryTake(Budget.resetLinks(address)))
                .map(open -> {
                    if (open) {
                        background.run(
                                "mailing a reset link",
                                origin.requestId(),
                                () -> mails.toOwnerOf(address.text(), origin));
                    }
                    return null;
                });
    }
}
