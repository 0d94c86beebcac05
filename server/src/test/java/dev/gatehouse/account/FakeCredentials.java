package dev.gatehouse.account;

import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what the sign-in was asked to do; a hash is kept in its own table, as the real one does. */
final class FakeCredentials implements Credentials {

    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile Runnable poisoned = () -> {};

    @Override
    public Future<Void> invite(SqlClient tx, Account account, Origin origin) {
        if (account.name().equals("Unreachable")) {
            return Future.failedFuture(AccountProblems.NOT_INVITED.problem("Nobody can reach this mailbox."));
        }
        calls.add("invite " + account.label());
        return Future.succeededFuture();
    }

    @Override
    public Optional<String> refuseHash(String encoded) {
        return encoded.startsWith("$2b$") ? Optional.empty() : Optional.of("This hash is of no known kind.");
    }

    @Override
    public Future<Void> importHash(SqlClient tx, UUID accountId, String encoded) {
        if (encoded.endsWith("poison")) {
            poisoned.run();
        }
        return tx.preparedQuery("INSERT INTO login_passwords (account_id, hash, changed_at) VALUES ($1, $2, now())")
                .execute(Tuple.of(accountId, encoded.endsWith("poison") ? null : encoded))
                .mapEmpty();
    }

    @Override
    public Future<Integer> endSessions(SqlClient tx, UUID accountId, String reason) {
        calls.add(reason + " " + accountId);
        return Future.succeededFuture(1);
    }

    @Override
    public Future<Integer> endSessionsOfAll(SqlClient tx, List<UUID> accountIds, String reason) {
        accountIds.forEach(accountId -> calls.add(reason + " " + accountId));
        return Future.succeededFuture(accountIds.size());
    }
}
