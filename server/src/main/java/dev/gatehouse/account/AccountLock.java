package dev.gatehouse.account;

import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Set;
import java.util.UUID;

/** Takes hold of an account that is to be changed, in the order that never deadlocks: organisation, then account. */
final class AccountLock {

    private final AccountStore accounts = new AccountStore();
    private final OrganisationStore organisations = new OrganisationStore();

    /** An account that nobody else can change until the transaction ends. */
    record Locked(boolean providersOwn, Account account) {}

    Future<Account> require(SqlClient client, UUID organisationId, UUID accountId) {
        return accounts.find(client, organisationId, accountId)
                .map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem));
    }

    /** Locks an account that the caller may act on; fails with {@code not-found} or {@code forbidden}. */
    Future<Locked> take(SqlClient tx, Caller caller, UUID organisationId, UUID accountId) {
        return organisations.lock(tx, organisationId).compose(providersOwn -> accounts.lock(
                        tx, organisationId, accountId)
                .compose(locked -> require(tx, organisationId, accountId))
                .map(account -> {
                    account.requireManageableBy(caller);
                    return new Locked(providersOwn, account);
                }));
    }

    /**
     * Refuses to take the last active administrator away; the organisation's lock is held.
     *
     * @param after the roles that the account keeps as an active one
     * @return fails with {@code last-administrator}
     */
    Future<Void> requireAdministratorStays(SqlClient tx, Account before, Set<Role> after) {
        Future<Void> stays = Future.succeededFuture();
        for (Role role : RoleRules.KEPT) {
            boolean goes =
                    before.state() == Account.State.ACTIVE && before.roles().contains(role) && !after.contains(role);
            if (goes) {
                stays = stays.compose(
                                kept -> accounts.anotherAdministrator(tx, before.organisationId(), before.id(), role))
                        .compose(another ->
                                another ? Future.succeededFuture() : Future.failedFuture(lastAdministrator()));
            }
        }
        return stays;
    }

    private static Problem lastAdministrator() {
        return AccountProblems.LAST_ADMINISTRATOR.problem();
    }
}
