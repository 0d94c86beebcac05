package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;

/** Authenticators of people. */
public final class FactorService {

    /** Removes authenticators enrolled since; says their names. */
    public Future<List<String>> removeEnrolledSince(SqlClient tx, Account account, Instant since) {
        return Future.failedFuture(new UnsupportedOperationException());
    }
}
