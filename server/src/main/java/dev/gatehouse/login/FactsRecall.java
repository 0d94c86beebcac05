package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountRecall;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.db.Recall;
import dev.gatehouse.policy.PolicyRecall;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the gate looks at, most of the time without asking the database: for people who have signed in before. */
final class FactsRecall {

    private static final int SIZE = 10_000;

    private final Db db;
    private final AccountRecall accounts;
    private final PolicyRecall policies;
    private final PasswordService passwords;
    private final Recall<UUID, Optional<PasswordState>> known;
    private final Clock clock;

    FactsRecall(
            Db db,
            AccountRecall accounts,
            PolicyRecall policies,
            PasswordService passwords,
            Notifications notifications,
            Clock clock) {
        this.db = db;
        this.accounts = accounts;
        this.policies = policies;
        this.passwords = passwords;
        this.clock = clock;
        this.known = new Recall<>(notifications, List.of(PasswordStore.CHANNEL), UUID::fromString, clock, SIZE);
    }

    /** The facts about a person; empty when there is no such account any more. */
    Future<Optional<Gate.Facts>> of(UUID accountId, Evidence evidence) {
        return accounts.find(accountId)
                .compose(account -> account.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : of(account.get(), evidence).map(Optional::of));
    }

    Future<Gate.Facts> of(Account account, Evidence evidence) {
        return policies.of(account).compose(policy -> password(account.id())
                .map(password -> new Gate.Facts(account, policy, evidence, false, password, clock.instant())));
    }

    private Future<Optional<PasswordState>> password(UUID accountId) {
        return known.get(accountId, id -> db.query(client -> passwords.find(client, id))
                .map(found -> found.map(PasswordState::unproven)));
    }
}
