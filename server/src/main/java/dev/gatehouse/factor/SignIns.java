package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.UUID;

/** What changes of authenticators mean to sign-ins and sessions; the sign-in implements it. */
public interface SignIns {

    /** Locks a sign-in under way. It comes before the lock of the account, here as everywhere. */
    Future<Void> lock(SqlClient tx, UUID transactionId);

    /**
     * The person has proved a new authenticator in the middle of that sign-in.
     *
     * @param account locked, as it was before the enrolment, which raises its number by one: the sign-in follows, and so
     *     survives this one change
     * @return fails when credentials have changed since the sign-in began
     */
    Future<Void> enrolled(SqlClient tx, UUID transactionId, Account account, Proof proof);

    /** Ends every session of an account, and with them every sign-in under way; says how many sessions. */
    Future<Integer> endAll(SqlClient tx, UUID accountId, String reason);
}
