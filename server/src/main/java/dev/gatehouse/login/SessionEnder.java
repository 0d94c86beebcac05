package dev.gatehouse.login;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions together with the sign-ins and step-ups under way, which would otherwise bring them back, and with what was issued
 * on the strength of them.
 */
final class SessionEnder {

    static final String SIGNED_OUT = "signed out";
    static final String BY_OWNER = "ended by owner";
    static final String PASSWORD_CHANGED = "password changed";

    // Nobody distrusts what was there before. For every other reason somebody does.
    private static final Set<String> IN_GOOD_ORDER = Set.of(SIGNED_OUT, BY_OWNER, PASSWORD_CHANGED);

    private final SessionStore sessions;
    private final TransactionStore transactions;
    private final SessionEndings endings;
    private final Clock clock;

    SessionEnder(SessionStore sessions, TransactionStore transactions, SessionEndings endings, Clock clock) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.endings = endings;
        this.clock = clock;
    }

    /** Ends one session at its owner's wish; says no when it is not live. */
    Future<Boolean> end(SqlClient tx, UUID accountId, UUID sessionId, String reason) {
        return sessions.end(tx, accountId, sessionId, reason, clock.instant())
                .compose(ended -> endings.ended(tx, accountId, sessionId).map(ended));
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
                .compose(done -> endSessions(tx, List.of(accountId), keep, reason));
    }

    /** Ends every session of these accounts, in a few statements however many they are. */
    Future<Integer> endAll(SqlClient tx, List<UUID> accountIds, String reason) {
        return transactions.deleteOf(tx, accountIds).compose(done -> endSessions(tx, accountIds, null, reason));
    }

    /** Ends every session of an account, but not the sign-in under way that does it. */
    Future<Integer> endSessions(SqlClient tx, UUID accountId, String reason) {
        return endSessions(tx, List.of(accountId), null, reason);
    }

    private Future<Integer> endSessions(SqlClient tx, List<UUID> accountIds, @Nullable UUID keep, String reason) {
        return sessions.endAll(tx, accountIds, keep, reason, clock.instant())
                .compose(count -> endings.allEnded(tx, accountIds, keep, !IN_GOOD_ORDER.contains(reason))
                        .map(count));
    }
}
