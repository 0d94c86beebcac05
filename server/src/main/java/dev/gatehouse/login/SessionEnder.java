package dev.gatehouse.login;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends sessions together with the sign-ins and step-ups under way, which would otherwise bring them back. */
final class SessionEnder {

    private final SessionStore sessions;
    private final TransactionStore transactions;
    private final Clock clock;

    SessionEnder(SessionStore sessions, TransactionStore transactions, Clock clock) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Ends every session of an account.
     *
     * @param keep the session that stays, or null
     * @return how many ended
     */
    Future<Integer> endAll(SqlClient tx, UUID accountId, @Nullable UUID keep, String reason) {
        return transactions
                .deleteOf(tx, List.of(accountId))
                .compose(done -> sessions.endAll(tx, List.of(accountId), keep, reason, clock.instant()));
    }

    /** Ends every session of an account, but no sign-in: the one that does this goes on. */
    Future<Integer> endSessions(SqlClient tx, UUID accountId, String reason) {
        return sessions.endAll(tx, List.of(accountId), null, reason, clock.instant());
    }

    /** Ends every session of these accounts, in two statements however many they are. */
    Future<Integer> endAll(SqlClient tx, List<UUID> accountIds, String reason) {
        return transactions
                .deleteOf(tx, accountIds)
                .compose(done -> sessions.endAll(tx, accountIds, null, reason, clock.instant()));
    }
}
