package dev.gatehouse.login;

import dev.gatehouse.account.EmailAddress;
import dev.gatehouse.db.Db;
import dev.gatehouse.factor.FactorVerifier;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.mail.MailBudgets;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;

/**
 * The mailbox outside the organisation that can receive codes. A thief who changes it gains nothing for three days, and the old
 * address can take the change back for seven.
 */
final class RecoveryAddressService {

    private final Db db;
    private final AddressOwners owners;
    private final FactorVerifier factors;
    private final Budgets budgets;
    private final AddressChanges changes;
    private final MailBudgets mails;
    private final Clock clock;

    RecoveryAddressService(
            Db db, AddressOwners owners, FactorVerifier factors, Budgets budgets, AddressChanges changes, Clock clock) {
        this.db = db;
        this.owners = owners;
        this.factors = factors;
        this.budgets = budgets;
        this.changes = changes;
        this.mails = new MailBudgets(clock);
        this.clock = clock;
    }

    /** Mails a code to the new address; nothing has changed before it comes back. */
    Future<Void> change(Caller caller, String email) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        String address = EmailAddress.parse(email)
                .map(EmailAddress::text)
                .orElseThrow(() -> HttpProblems.INVALID_REQUEST
                        .problem()
                        .with("/email", "invalid", "This is not an e-mail address."));
        return budgets.take(Budget.addressCodes(caller.accountId()))
                .compose(taken -> db.transaction(tx -> owners.lock(tx, caller)
                        .compose(account -> mails.takeAddressCode(tx, account.organisationId(), address)
                                .map(account))
                        .compose(account -> factors.sendAddressCode(tx, account, caller.session(), address)
                                .compose(sent -> changes.asked(tx, caller, account, address)))));
    }

    Future<Void> confirm(Caller caller, String code) {
        caller.require(Permission.SELF);
        Budget budget = Budget.factor(caller.accountId(), "address-code", null);
        return budgets.take(budget)
                .compose(taken -> db.transaction(tx -> factors.answerAddressCode(tx, caller.session(), code)
                        .compose(address -> address.isEmpty()
                                ? Future.succeededFuture(false)
                                : owners.lock(tx, caller)
                                        .compose(account -> changes.set(tx, caller, account, address.get()))
                                        .map(true))))
                .compose(right -> right ? budgets.forget(budget) : refused(caller));
    }

    private Future<Void> refused(Caller caller) {
        return db.transaction(tx -> owners.lock(tx, caller).compose(account -> changes.refused(tx, caller, account)))
                .compose(done -> Future.failedFuture(LoginProblems.WRONG_CODE.problem()));
    }

    Future<Void> remove(Caller caller) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> owners.lock(tx, caller).compose(account -> changes.set(tx, caller, account, null)));
    }

    /** Puts the old address back, for whoever reads its mail. */
    Future<Void> undo(Origin origin, String token) {
        return changes.openUndo(token).compose(open -> db.transaction(tx -> changes.undo(tx, open, origin)));
    }

    /** The address that waits for its code in that session. */
    Future<Optional<String>> pending(SqlClient client, Caller caller) {
        return factors.pendingAddress(client, caller.session());
    }
}
