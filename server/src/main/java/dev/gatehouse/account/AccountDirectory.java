package dev.gatehouse.account;

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

    /** The account with that id, of whatever organisation. */
    public Future<Optional<Account>> find(SqlClient client, UUID accountId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** The account with that id, locked until the transaction ends, so that a decision about it cannot be overtaken. */
    public Future<Optional<Account>> lock(SqlClient tx, UUID accountId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** The account that has this address, written in any case. */
    public Future<Optional<Account>> findByAddress(SqlClient client, String address) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** The account with that id in that organisation; fails with {@code not-found}. */
    public Future<Account> require(SqlClient client, UUID organisationId, UUID accountId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Active people of an organisation, for rehearsals. */
    public Future<List<Account>> active(SqlClient client, UUID organisationId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** First addresses of the organisation's active administrators; of the provider's when there is none. */
    public Future<List<String>> administrators(SqlClient client, UUID organisationId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Remembers which kinds of authenticators the account has now, and voids what was issued before. */
    public Future<Void> factorsChanged(SqlClient tx, UUID accountId, Set<String> kinds) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Voids links and trust that were issued before a change of credentials. */
    public Future<Void> credentialsChanged(SqlClient tx, UUID accountId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Makes an invited account active. */
    public Future<Void> activate(SqlClient tx, UUID accountId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    public Future<Void> signedIn(SqlClient tx, UUID accountId, Instant at) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Sets or removes the recovery address and voids what was issued before. */
    public Future<Void> setRecoveryAddress(
            SqlClient tx, UUID accountId, @Nullable String address, @Nullable Instant usableFrom) {
        return Future.failedFuture(new UnsupportedOperationException());
    }
}
