package dev.gatehouse.account;

import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Puts a new account with its addresses into the database: by hand, by import, by the demonstration. */
final class AccountCreation {

    private final AccountStore accounts = new AccountStore();
    private final AddressStore addresses = new AddressStore();

    /**
     * Creates the account.
     *
     * @return fails with {@code address-taken}, and then the account is there without that address: the transaction
     *     must end, or the account be deleted
     */
    Future<Void> create(SqlClient tx, UUID id, UUID organisationId, NewAccount account, Instant now) {
        return accounts.insert(tx, id, organisationId, account, now)
                .compose(inserted ->
                        addresses.insert(tx, organisationId, id, account.addresses(), now, Optional.empty()))
                .compose(given -> missing(account.addresses(), given)
                        .<Future<Void>>map(Future::failedFuture)
                        .orElseGet(Future::succeededFuture));
    }

    private static Optional<Problem> missing(List<EmailAddress> wanted, Set<String> given) {
        if (given.size() == wanted.size()) {
            return Optional.empty();
        }
        Problem problem = AccountProblems.ADDRESS_TAKEN.problem();
        for (int i = 0; i < wanted.size(); i++) {
            if (!given.contains(wanted.get(i).toString())) {
                problem.with("/addresses/" + i, "address-taken", wanted.get(i) + " belongs to an account already.");
            }
        }
        return Optional.of(problem);
    }
}
