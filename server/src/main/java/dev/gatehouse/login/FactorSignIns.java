package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.factor.Proof;
import dev.gatehouse.factor.SignIns;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.UUID;

/** What changes of authenticators do here. */
final class FactorSignIns implements SignIns {

    private final TransactionStore transactions = new TransactionStore();
    private final SessionEnder sessions;
    private final Clock clock;

    FactorSignIns(SessionEndings endings, Clock clock) {
        this.sessions = new SessionEnder(new SessionStore(), transactions, endings, clock);
        this.clock = clock;
    }

    @Override
    public Future<Void> lock(SqlClient tx, UUID transactionId) {
        return transactions.lock(tx, transactionId);
    }

    @Override
    public Future<Void> enrolled(SqlClient tx, UUID transactionId, Account account, Proof proof) {
        return transactions
                .enrolled(tx, transactionId, account.credentialVersion(), Evidence.Item.of(proof, clock.instant()))
                .compose(current -> current ? Future.succeededFuture() : Future.failedFuture(LoginProblems.outdated()));
    }

    @Override
    public Future<Integer> endAll(SqlClient tx, UUID accountId, String reason) {
        return sessions.endAll(tx, accountId, null, reason);
    }
}
