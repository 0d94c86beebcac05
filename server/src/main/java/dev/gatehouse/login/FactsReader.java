package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;

/** Gathers what the gate looks at, as it is at this moment. */
final class FactsReader {

    private final AccountDirectory accounts;
    private final PolicyDirectory policies;
    private final PasswordService passwords;
    private final Clock clock;

    FactsReader(AccountDirectory accounts, PolicyDirectory policies, PasswordService passwords, Clock clock) {
        this.accounts = accounts;
        this.policies = policies;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Fails with {@code no-login} when credentials have changed since the transaction began. */
    Future<Gate.Facts> read(SqlClient client, Transaction transaction) {
        return accounts.find(client, transaction.accountId()).compose(found -> of(client, transaction, found));
    }

    /** The same, with the account locked, so that a decision on these facts cannot be overtaken. */
    Future<Gate.Facts> lock(SqlClient tx, Transaction transaction) {
        return accounts.lock(tx, transaction.accountId()).compose(found -> of(tx, transaction, found));
    }

    private Future<Gate.Facts> of(SqlClient client, Transaction transaction, Optional<Account> found) {
        Account account = found.orElseThrow(LoginProblems.NO_LOGIN::problem);
        if (account.credentialVersion() != transaction.credentialVersion()) {
            return Future.failedFuture(LoginProblems.outdated());
        }
        return policies.of(client, account).compose(policy -> passwords
                .find(client, account.id())
                .map(password -> new Gate.Facts(
                        account,
                        policy,
                        transaction.evidence(),
                        transaction.underAttack(),
                        password,
                        clock.instant())));
    }
}
