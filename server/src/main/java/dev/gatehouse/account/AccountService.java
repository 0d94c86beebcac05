package dev.gatehouse.account;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.CsvPages;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Csv;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Parts;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.mail.MailBudgets;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The people of an organisation. */
public final class AccountService {

    private final Db db;
    private final AuditService audit;
    private final Credentials credentials;
    private final Clock clock;
    private final AccountStore store = new AccountStore();
    private final AddressStore addresses = new AddressStore();
    private final OrganisationStore organisations = new OrganisationStore();
    private final AccountCreation creation = new AccountCreation();
    private final AccountLock locks = new AccountLock();
    private final MailBudgets mails;

    AccountService(Db db, AuditService audit, Credentials credentials, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.credentials = credentials;
        this.clock = clock;
        this.mails = new MailBudgets(clock);
    }

    /**
     * A page of people.
     *
     * @param total how many match the filters; counted for the first page only
     */
    record Listing(Page<Account> page, Optional<Long> total) {}

    Future<Listing> list(Caller caller, UUID organisationId, AccountFilter filter, Page.Wanted wanted) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> organisations
                .require(client, organisationId)
                .compose(organisation -> page(client, organisationId, filter, wanted))
                .compose(page -> wanted.after().isPresent()
                        ? Future.succeededFuture(new Listing(page, Optional.empty()))
                        : store.count(client, organisationId, filter)
                                .map(total -> new Listing(page, Optional.of(total)))));
    }

    private Future<Page<Account>> page(
            SqlClient client, UUID organisationId, AccountFilter filter, Page.Wanted wanted) {
        return store.list(client, organisationId, filter, wanted)
                .map(rows -> Page.of(rows, wanted, AccountStore.Listed::key))
                .map(page -> new Page<>(
                        page.items().stream().map(AccountStore.Listed::account).toList(), page.next()));
    }

    /** People as CSV; that somebody takes them away is recorded first. */
    Future<Parts> export(Caller caller, UUID organisationId, AccountFilter filter) {
        caller.require(Permission.ORGANISATION, organisationId);
        Csv csv = Csv.of("name", "addresses", "roles", "state", "factors", "last_sign_in", "created");
        return db.transaction(tx -> organisations
                        .require(tx, organisationId)
                        .compose(organisation ->
                                audit.record(tx, AuditEvent.by(caller, organisationId, "account.export"))))
                .map(recorded -> new CsvPages<>(
                        csv,
                        AccountService::add,
                        wanted -> db.query(client -> page(client, organisationId, filter, wanted))));
    }

    Future<Account> get(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> locks.require(client, organisationId, accountId));
    }

    /**
     * Creates an account, and mails the invitation if wanted.
     *
     * @param written addresses in whatever case, each in one of the organisation's domains
     * @return the account; fails with {@code invalid-request}, {@code foreign-domain}, {@code address-taken}, {@code
     *     role-not-grantable} or {@code too-many-mails}
     */
    public Future<Account> create(
            Caller caller,
            UUID organisationId,
            String name,
            List<String> written,
            Collection<Role> roles,
            boolean invite) {
        caller.require(Permission.ORGANISATION, organisationId);
        if (!Set.of(Role.USER).containsAll(roles)) {
            caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        }
        String cleanName = DisplayName.parse(name).orElseThrow(() -> AccountProblems.invalidName("/name"));
        NewAccount account = new NewAccount(cleanName, WrittenAddresses.parse(written), RoleRules.normal(roles), false);
        UUID id = Ids.next();
        AuditEvent event = AuditEvent.by(caller, organisationId, "account.create")
                .on("account", id, account.addresses().getFirst().toString())
                .with("name", cleanName)
                .with("roles", words(account.roles()))
                .with("invite", invite);
        return db.transaction(tx -> organisations
                        .lock(tx, organisationId)
                        .map(providersOwn -> {
                            RoleRules.requireMayChange(caller, providersOwn, Set.of(), account.roles());
                            return account;
                        })
                        .compose(allowed -> addresses.domains(tx, organisationId))
                        .map(domains -> WrittenAddresses.requireOwn(account.addresses(), domains))
                        .compose(own -> creation.create(tx, id, organisationId, account, clock.instant()))
                        .compose(created -> locks.require(tx, organisationId, id))
                        .compose(created -> (invite ? invite(tx, caller, created) : Future.<Void>succeededFuture())
                                .compose(invited -> audit.record(tx, event))
                                .map(created)))
                .recover(failure -> tellRefusal(event, failure));
    }

    /** Changes name, roles or state. Changing roles, suspending and its end need a fresh proof; suspending ends every session. */
    Future<Account> update(Caller caller, UUID organisationId, UUID accountId, AccountChange change) {
        caller.require(Permission.ORGANISATION, organisationId);
        AuditEvent event = AuditEvent.by(caller, organisationId, "account.update");
        return db.transaction(tx -> locks.take(tx, caller, organisationId, accountId)
                        .compose(locked -> update(tx, caller, locked, change, event)))
                .recover(failure -> tellRefusal(event, organisationId, accountId, failure));
    }

    private Future<Account> update(
            SqlClient tx, Caller caller, AccountLock.Locked locked, AccountChange change, AuditEvent event) {
        Account before = locked.account();
        AccountPlan plan = AccountPlan.of(caller, locked, change, clock.instant());
        return locks.requireAdministratorStays(tx, before, plan.keepsRoles())
                .compose(stays -> store.update(tx, before.id(), plan.name(), plan.roles(), plan.state()))
                .compose(updated -> plan.restores() ? store.restore(tx, before.id()) : Future.succeededFuture())
                .compose(restored -> plan.suspends()
                        ? credentials.endSessions(tx, before.id(), "suspended")
                        : Future.succeededFuture(0))
                .compose(ended -> locks.require(tx, before.organisationId(), before.id()))
                .compose(after -> audit.record(
                                tx,
                                event.on("account", after.id(), after.label())
                                        .with("before", state(before))
                                        .with("after", state(after)))
                        .map(after));
    }

    Future<Void> delete(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        AuditEvent event = AuditEvent.by(caller, organisationId, "account.delete");
        return db.transaction(
                        tx -> locks.take(tx, caller, organisationId, accountId).compose(locked -> {
                            if (accountId.equals(caller.accountId())) {
                                throw AccountProblems.NOT_YOURSELF.problem();
                            }
                            Account account = locked.account();
                            return locks.requireAdministratorStays(tx, account, Set.of())
                                    .compose(stays -> credentials.endSessions(tx, accountId, "deleted"))
                                    .compose(ended -> store.delete(tx, accountId))
                                    .compose(deleted -> audit.record(
                                            tx,
                                            event.on("account", accountId, account.label())
                                                    .with("before", state(account))));
                        }))
                .recover(failure -> tellRefusal(event, organisationId, accountId, failure));
    }

    /** Mails the invitation (again) to somebody who has not accepted one; fails with {@code too-many-mails}. */
    public Future<Void> invite(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        AuditEvent event = AuditEvent.by(caller, organisationId, "account.invite");
        return db.transaction(tx -> locks.take(tx, caller, organisationId, accountId)
                        .map(locked -> {
                            if (locked.account().state() != Account.State.INVITED) {
                                throw AccountProblems.NOT_INVITED.problem();
                            }
                            return locked.account();
                        })
                        .compose(account -> invite(tx, caller, account)
                                .compose(sent -> audit.record(tx, event.on("account", accountId, account.label())))))
                .recover(failure -> tellRefusal(event, organisationId, accountId, failure));
    }

    private Future<Void> invite(SqlClient tx, Caller caller, Account account) {
        return mails.take(tx, account.organisationId(), account.label())
                .compose(taken -> credentials.invite(tx, account, caller.origin()));
    }

    /** What somebody tried without the right to it is recorded as well; the transaction that refused is gone by then. */
    private <T> Future<T> tellRefusal(AuditEvent event, UUID organisationId, UUID accountId, Throwable failure) {
        if (!refused(failure)) {
            return Future.failedFuture(failure);
        }
        return db.query(client -> locks.require(client, organisationId, accountId))
                .compose(account -> tellRefusal(event.on("account", accountId, account.label()), failure));
    }

    private <T> Future<T> tellRefusal(AuditEvent event, Throwable failure) {
        if (!(failure instanceof Problem problem) || !refused(failure)) {
            return Future.failedFuture(failure);
        }
        return db.transaction(tx -> audit.record(
                        tx, event.refused().with("reason", problem.type().slug())))
                .compose(recorded -> Future.failedFuture(failure));
    }

    private static boolean refused(Throwable failure) {
        return failure instanceof Problem problem
                && (problem.type().equals(HttpProblems.FORBIDDEN)
                        || problem.type().equals(AccountProblems.ROLE_NOT_GRANTABLE));
    }

    private static JsonObject state(Account account) {
        return new JsonObject()
                .put("name", account.name())
                .put("roles", words(account.roles()))
                .put("state", account.state().name().toLowerCase(Locale.ROOT));
    }

    private static String words(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::word).collect(Collectors.joining(" "));
    }

    private static void add(Csv csv, Account account) {
        csv.row(
                account.name(),
                account.addresses().stream().map(Account.Address::address).collect(Collectors.joining(" ")),
                words(account.roles()),
                account.state().name().toLowerCase(Locale.ROOT),
                account.factorKinds().stream().sorted().collect(Collectors.joining(" ")),
                account.lastSignInAt(),
                account.createdAt());
    }
}
