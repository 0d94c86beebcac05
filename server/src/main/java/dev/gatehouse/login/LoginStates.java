package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.factor.FactorVerifier;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;

/** Says where a sign-in or step-up stands, as its page shows it. */
final class LoginStates {

    private final Gate gate;
    private final FactorVerifier factors;
    private final Mailboxes mailboxes;
    private final Clock clock;

    LoginStates(Gate gate, FactorVerifier factors, Mailboxes mailboxes, Clock clock) {
        this.gate = gate;
        this.factors = factors;
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    /** As the gate sees it now. */
    Future<LoginState> now(SqlClient client, Transaction transaction, Gate.Facts facts) {
        return after(client, transaction, facts, gate.decide(transaction, facts));
    }

    /** After a decision that the gate has taken on these facts. */
    Future<LoginState> after(SqlClient client, Transaction transaction, Gate.Facts facts, Decision decision) {
        if (decision instanceof Decision.Refuse) {
            return Future.failedFuture(refusal(transaction));
        }
        boolean asked = decision instanceof Decision.Ask ask && ask.anyOf().contains(EvidenceKind.RECOVERY_CODE);
        Future<Boolean> recoveryCode =
                asked ? factors.hasRecoveryCode(client, transaction.accountId()) : Future.succeededFuture(false);
        List<LoginState.Mailbox> reachable = mailboxes(transaction, facts.account());
        return recoveryCode.map(has -> LoginState.of(transaction, facts, decision, reachable, has));
    }

    /** Mailboxes that a code of that transaction can go to now. */
    List<LoginState.Mailbox> mailboxes(Transaction transaction, Account account) {
        return mailboxes.of(transaction, account, clock.instant());
    }

    static Problem refusal(Transaction transaction) {
        return transaction.purpose() == Purpose.SIGN_IN
                ? LoginProblems.WRONG_CREDENTIALS.problem()
                : LoginProblems.NO_LOGIN.problem();
    }
}
