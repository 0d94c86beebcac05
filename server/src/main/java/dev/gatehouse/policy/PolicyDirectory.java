package dev.gatehouse.policy;

import dev.gatehouse.account.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Resolves policies for the other features. */
public final class PolicyDirectory {

    /** The settings that hold for that person now. */
    public Future<EffectivePolicy> of(SqlClient client, Account account) {
        return Future.failedFuture(new UnsupportedOperationException());
    }
}
