package dev.gatehouse.account;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.mail.Mail;
import dev.gatehouse.mail.MailService;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The addresses of a person. Whoever can read mail at one of them can be mailed codes, so the person is told of each change. */
final class AddressService {

    private static final String ADDED = "add";
    private static final String REMOVED = "remove";

    private final Db db;
    private final AuditService audit;
    private final MailService mail;
    private final Clock clock;
    private final AccountStore accounts = new AccountStore();
    private final AddressStore store = new AddressStore();
    private final AccountLock locks = new AccountLock();

    AddressService(Db db, AuditService audit, MailService mail, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.mail = mail;
        this.clock = clock;
    }

    /** Gives the account one more address; fails with {@code foreign-domain} or {@code address-taken}. */
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
                .compose(locked -> requireOwn(tx, organisationId, address)
                        .compose(own -> store.insert(tx, organisationId, accountId, List.of(address), clock.instant()))
                        .compose(given -> given.isEmpty()
                                ? Future.failedFuture(AccountProblems.ADDRESS_TAKEN.problem())
                                : changed(tx, caller, locked.account(), ADDED, address.toString()))));
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
                            .compose(deleted -> changed(tx, caller, account, REMOVED, address));
                }));
    }

    private Future<Void> requireOwn(SqlClient tx, UUID organisationId, EmailAddress address) {
        return store.domains(tx, organisationId)
                .compose(domains -> domains.contains(address.domain().text())
                        ? Future.succeededFuture()
                        : Future.failedFuture(AccountProblems.FOREIGN_DOMAIN
                                .problem()
                                .with(
                                        "/address",
                                        "foreign-domain",
                                        address.domain() + " is not one of the organisation's domains.")));
    }

    /** Voids links that were mailed before, tells the person, and records it. */
    private Future<Account> changed(SqlClient tx, Caller caller, Account before, String verb, String address) {
        return accounts.credentialsChanged(tx, before.id())
                .compose(voided -> locks.require(tx, before.organisationId(), before.id()))
                .compose(after -> tell(tx, caller, after, verb, address, before.label())
                        .compose(told -> verb.equals(REMOVED) && !address.equals(before.label())
                                ? tell(tx, caller, after, verb, address, address)
                                : Future.succeededFuture())
                        .compose(told -> audit.record(
                                tx,
                                AuditEvent.by(caller, after.organisationId(), "account." + verb + "-address")
                                        .on("account", after.id(), after.label())
                                        .with("address", address)))
                        .map(after));
    }

    private Future<Void> tell(
            SqlClient tx, Caller caller, Account account, String verb, String address, String recipient) {
        String body = """
                Hello %s,

                %s has %s the address %s %s your account at %s.

                If you did not expect this, ask your administrator.
                """.formatted(
                        account.name(),
                        caller.name(),
                        verb.equals(REMOVED) ? "removed" : "added",
                        address,
                        verb.equals(REMOVED) ? "from" : "to",
                        account.organisation());
        Mail notice = new Mail(
                account.organisationId(),
                recipient,
                "address-notice",
                "The addresses of your account have changed",
                body);
        return mail.send(tx, notice).mapEmpty();
    }
}
