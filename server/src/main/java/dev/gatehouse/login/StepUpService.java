package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** Begins step-ups. */
final class StepUpService {

    private final Db db;
    private final Progress progress;
    private final AccountDirectory accounts;
    private final Clock clock;

    StepUpService(Db db, Progress progress, AccountDirectory accounts, Clock clock) {
        this.db = db;
        this.progress = progress;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Begins a step-up of the caller's session. */
    Future<Progress.Answer> begin(Caller caller, Browser browser, StepUp.Action action) {
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
}
