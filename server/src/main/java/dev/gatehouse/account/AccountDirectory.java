package dev.gatehouse.account;

import dev.gatehouse.http.HttpProblems;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds people for the other features, and keeps what those know about them. Rights are the caller's business. */
public final class AccountDirectory {

    private static final Set<Role> ADMINISTRATORS = Set.of(Role.PROVIDER_ADMIN, Role.ORGANISATION_ADMIN);

    private final AccountStore store = new AccountStore();
    private final TenantStore tenants = new TenantStore();

    /** The account with that id, of whatever organisation. */
    public Future<Optional<Account>> find(SqlClient client, UUID accountId) {
        return store.find(client, accountId);
    }

    /** The account with that id, locked until the transaction ends, so that a decision about it cannot be overtaken. */
    public Future<Optional<Account>> lock(SqlClient tx, UUID accountId) {
        // Two statements: the second sees what whoever held the lock before has changed, in other tables as well. It is
        // sent right
        // behind the first: a connection runs them one after the other.
        return Future.all(store.lock(tx, accountId), store.find(tx, accountId)).map(both -> both.resultAt(1));
    }

    /** The account that has this address, written in any case. */
    public Future<Optional<Account>> findByAddress(SqlClient client, String address) {
        return EmailAddress.parse(address)
                .map(parsed -> store.findByAddress(client, parsed))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** The account with that id in that organisation; fails with {@code not-found}. */
    public Future<Account> require(SqlClient client, UUID organisationId, UUID accountId) {
        return store.find(client, organisationId, accountId)
                .map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem));
    }

    /** First addresses of the organisation's active administrators; of the provider's when there is none. */
    public Future<List<String>> administrators(SqlClient client, UUID organisationId) {
        return store.administrators(client, organisationId, ADMINISTRATORS)
                .compose(own -> own.isEmpty() ? providers(client) : Future.succeededFuture(own));
    }

    private Future<List<String>> providers(SqlClient client) {
        return tenants.provider(client)
                .compose(provider -> provider.isPresent()
                        ? store.administrators(client, provider.get().id(), Set.of(Role.PROVIDER_ADMIN))
                        : Future.succeededFuture(List.of()));
    }

    /** Remembers which kinds of authenticators the account has now, and voids what was issued before. */
    public Future<Void> factorsChanged(SqlClient tx, UUID accountId, Set<String> kinds) {
        return store.factorsChanged(tx, accountId, kinds);
    }

    /** Voids links and trust that were issued before a change of credentials. */
    public Future<Void> credentialsChanged(SqlClient tx, UUID accountId) {
        return store.credentialsChanged(tx, accountId);
    }

    /** Makes an invited account active. */
    public Future<Void> activate(SqlClient tx, UUID accountId) {
        return store.activate(tx, accountId);
    }

    /** Remembers the time of the last sign-in. */
    public Future<Void> signedIn(SqlClient tx, UUID accountId, Instant at) {
        return store.signedIn(tx, accountId, at);
    }

    /** Sets or removes the recovery address and voids what was issued before. */
    public Future<Void> setRecoveryAddress(
            SqlClient tx, UUID accountId, @Nullable String address, @Nullable Instant usableFrom) {
        return store.recoveryAddress(tx, accountId, Optional.ofNullable(address), Optional.ofNullable(usableFrom));
    }
}
