package dev.gatehouse.account;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The addresses of a person. Whoever can read mail at one of them can be mailed codes: a new one waits, and the person is told. */
final class AddressService {

    private static final int MOST = 50;

    private final Db db;
    private final AuditService audit;
    private final AddressNotices notices;
    private final Clock clock;
    private final AccountStore accounts = new AccountStore();
    private final AddressStore store = new AddressStore();
    private final AccountLock locks = new AccountLock();

    AddressService(Db db, AuditService audit, Letters letters, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.notices = new AddressNotices(letters);
        this.clock = clock;
    }

    /**
     * Gives the account one more address. Codes and links go there after {@link Account#NEW_MAILBOX_WAITS}, so that a person in
     * whose account somebody plants a mailbox hears of it first; at once only where nobody has ever been in the account.
     *
     * @return fails with {@code foreign-domain}, {@code domain-unproved}, {@code address-taken} or {@code too-many-addresses}
     */
    Future<Account> add(Caller caller, UUID organisationId, UUID accountId, String written) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        if (accountId.equals(caller.accountId())) {
            // A new address receives codes: a password alone must not lead there, or it would lead to a factor.
            caller.requireStepUp(StepUp.Action.ADD_FACTOR, clock.instant());
        }
        EmailAddress address =
                EmailAddress.parse(written).orElseThrow(() -> AccountProblems.invalidAddress("/address"));
        return db.transaction(tx -> locks.take(tx, caller, organisationId, accountId)
                .compose(locked -> requireOwn(tx, organisationId, address).compose(own -> {
                    Account before = locked.account();
                    if (before.addresses().size() >= MOST) {
                        throw AccountProblems.TOO_MANY_ADDRESSES.problem();
                    }
                    return add(tx, caller, before, address);
                })));
    }

    private Future<Account> add(SqlClient tx, Caller caller, Account before, EmailAddress address) {
        Instant now = clock.instant();
        Optional<Instant> usableFrom = before.state() == Account.State.INVITED
                ? Optional.empty()
                : Optional.of(now.plus(Account.NEW_MAILBOX_WAITS));
        AuditEvent event = event(caller, before, "account.add-address")
                .with("address", address.toString())
                .with("usableFrom", usableFrom.map(Instant::toString).orElse(null));
        return store.insert(tx, before.organisationId(), before.id(), List.of(address), now, usableFrom)
                .compose(given -> given.isEmpty()
                        ? Future.failedFuture(AccountProblems.ADDRESS_TAKEN.problem())
                        : notices.added(tx, caller, before, address, usableFrom))
                .compose(told -> changed(tx, before, event));
    }

    /** Takes an address away; fails with {@code last-address}. */
    Future<Account> remove(Caller caller, UUID organisationId, UUID accountId, UUID addressId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(
                tx -> locks.take(tx, caller, organisationId, accountId).compose(locked -> {
                    Account account = locked.account();
                    String address = account.addresses().stream()
                            .filter(each -> each.id().equals(addressId))
                            .map(Account.Address::address)
                            .findFirst()
                            .orElseThrow(HttpProblems.NOT_FOUND::problem);
                    if (account.addresses().size() == 1) {
                        throw AccountProblems.LAST_ADDRESS.problem();
                    }
                    return store.delete(tx, addressId)
                            .compose(deleted -> notices.removed(tx, caller, account, address))
                            .compose(told -> changed(
                                    tx,
                                    account,
                                    event(caller, account, "account.remove-address")
                                            .with("address", address)));
                }));
    }

    private Future<Void> requireOwn(SqlClient tx, UUID organisationId, EmailAddress address) {
        return store.domains(tx, organisationId).compose(domains -> domains.refuse(address.domain())
                .map(type -> type.problem()
                        .with("/address", type.slug(), domains.refuse(address).orElseThrow()))
                .<Future<Void>>map(Future::failedFuture)
                .orElseGet(Future::succeededFuture));
    }

    /** Voids links that were mailed before, and records the change. */
    private Future<Account> changed(SqlClient tx, Account before, AuditEvent event) {
        return accounts.credentialsChanged(tx, before.id())
                .compose(voided -> locks.require(tx, before.organisationId(), before.id()))
                .compose(after -> audit.record(tx, event).map(after));
    }

    private static AuditEvent event(Caller caller, Account account, String action) {
        return AuditEvent.by(caller, account.organisationId(), action).on("account", account.id(), account.label());
    }
}
