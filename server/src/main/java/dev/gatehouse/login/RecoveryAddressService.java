package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.EmailAddress;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.factor.FactorVerifier;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox outside the organisation that can receive codes. A thief who changes it gains nothing for three days, and the old
 * address can take the change back for seven.
 */
final class RecoveryAddressService {

    private final Db db;
    private final AccountDirectory accounts;
    private final PolicyDirectory policies;
    private final FactorVerifier factors;
    private final LinkService links;
    private final SessionEnder sessions;
    private final Budgets budgets;
    private final AuditService audit;
    private final Notices notices;
    private final Clock clock;

    RecoveryAddressService(
            Db db,
            AccountDirectory accounts,
            PolicyDirectory policies,
            FactorVerifier factors,
            LinkService links,
            SessionEnder sessions,
            Budgets budgets,
            AuditService audit,
            Notices notices,
            Clock clock) {
        this.db = db;
        this.accounts = accounts;
        this.policies = policies;
        this.factors = factors;
        this.links = links;
        this.sessions = sessions;
        this.budgets = budgets;
        this.audit = audit;
        this.notices = notices;
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
        return budgets.take(Budget.mailCodes(caller.accountId(), caller.session()))
                .compose(taken -> db.transaction(tx -> own(tx, caller).compose(account -> factors.sendAddressCode(
                                tx, account, caller.session(), address)
                        .compose(sent -> audit.record(
                                tx, event(caller, account, "login.ask-address").with("address", address))))));
    }

    Future<Void> confirm(Caller caller, String code) {
        caller.require(Permission.SELF);
        Budget budget = Budget.factor(caller.accountId(), "address-code", null);
        return budgets.take(budget)
                .compose(taken -> db.transaction(tx -> factors.answerAddressCode(tx, caller.session(), code)
                        .compose(address -> address.isEmpty()
                                ? Future.succeededFuture(false)
                                : set(tx, caller, address.get(), "changed").map(true))))
                .compose(right -> right ? budgets.forget(budget) : refused(caller));
    }

    private Future<Void> refused(Caller caller) {
        return db.transaction(tx -> own(tx, caller)
                        .compose(account -> audit.record(
                                tx,
                                event(caller, account, "login.change-address").refused())))
                .compose(done -> Future.failedFuture(LoginProblems.WRONG_CODE.problem()));
    }

    private static AuditEvent event(Caller caller, Account account, String action) {
        return AuditEvent.by(caller, account.organisationId(), action).on("account", account.id(), account.label());
    }

    Future<Void> remove(Caller caller) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> set(tx, caller, null, "removed"));
    }

    /** Puts the old address back and ends every session: whoever is in there may be the thief. */
    Future<Void> undo(Origin origin, String token) {
        return links.open(Link.Purpose.UNDO_ADDRESS, token)
                .compose(open -> db.transaction(tx -> {
                    Account account = open.account();
                    String before = open.link().details().getString("before");
                    return links.use(tx, open)
                            .compose(done -> accounts.setRecoveryAddress(tx, account.id(), before, clock.instant()))
                            .compose(done -> sessions.endAll(tx, account.id(), null, "recovery address taken back"))
                            .compose(ended -> notices.disowned(
                                    tx,
                                    account,
                                    "The old recovery address took a change back; every session has ended."))
                            .compose(done -> audit.record(
                                    tx,
                                    AuditEvent.by(
                                                    null,
                                                    "old recovery address",
                                                    account.organisationId(),
                                                    origin,
                                                    "login.undo-address")
                                            .on("account", account.id(), account.label())));
                }));
    }

    private Future<Void> set(SqlClient tx, Caller caller, @Nullable String address, String word) {
        Instant usable = clock.instant().plus(Account.NEW_MAILBOX_WAITS);
        return own(tx, caller).compose(account -> {
            String before = account.recoveryAddress();
            Future<Optional<LinkService.Made>> undo = before == null
                    ? Future.succeededFuture(Optional.empty())
                    : links.make(tx, account, Link.Purpose.UNDO_ADDRESS, new JsonObject().put("before", before))
                            .map(Optional::of);
            return undo.compose(made -> accounts.setRecoveryAddress(
                                    tx, account.id(), address, address == null ? null : usable)
                            .compose(done -> notices.recoveryAddressChanged(tx, account, word, made, caller.origin())))
                    .compose(done -> audit.record(
                            tx, event(caller, account, "login.change-address").with("change", word)));
        });
    }

    private Future<Account> own(SqlClient tx, Caller caller) {
        return accounts.lock(tx, caller.accountId()).compose(found -> {
            Account account = found.orElseThrow(HttpProblems.SIGN_IN_REQUIRED::problem);
            return policies.of(tx, account).map(policy -> {
                if (policy.usableFactors(account).isEmpty()) {
                    throw LoginProblems.FACTOR_NEEDED.problem();
                }
                return account;
            });
        });
    }

    /** The address that waits for its code in that session. */
    Future<Optional<String>> pending(SqlClient client, Caller caller) {
        return factors.pendingAddress(client, caller.session());
    }
}
