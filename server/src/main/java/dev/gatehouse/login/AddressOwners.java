package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Knows who may have a recovery address: whoever has an authenticator to protect it with. */
final class AddressOwners {

    private final AccountDirectory accounts;
    private final PolicyDirectory policies;

    AddressOwners(AccountDirectory accounts, PolicyDirectory policies) {
        this.accounts = accounts;
        this.policies = policies;
    }

    /** The caller's account, locked; fails with {@code factor-needed}. */
    Future<Account> lock(SqlClient tx, Caller caller) {
        return accounts.lock(tx, caller.accountId()).compose(found -> {
            Account account = found.orElseThrow(HttpProblems.SIGN_IN_REQUIRED::problem);
            return policies.of(tx, account).map(policy -> {
                if (policy.usableFactors(account).isEmpty()) {
                    throw LoginProblems.FACTOR_NEEDED.problem();
                }
                return account;
            });
        });
    }
}
