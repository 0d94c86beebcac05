package dev.gatehouse.account;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.db.Recall;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * People, most of the time without asking the database: for what is asked with every request. What is decided in a transaction
 * reads or locks them there. The time of the last sign-in may be an older one.
 */
public final class AccountRecall {

    private static final int SIZE = 10_000;

    private final Db db;
    private final AccountDirectory accounts;
    private final Recall<UUID, Optional<Account>> known;

    public AccountRecall(Db db, AccountDirectory accounts, Notifications notifications, Clock clock) {
        this.db = db;
        this.accounts = accounts;
        this.known = new Recall<>(
                notifications, List.of(AccountStore.CHANNEL, TenantDirectory.CHANNEL), UUID::fromString, clock, SIZE);
    }

    /** The account with that id, of whatever organisation. */
    public Future<Optional<Account>> find(UUID accountId) {
        return known.get(accountId, id -> db.query(client -> accounts.find(client, id)));
    }
}
