package dev.gatehouse.login;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a person has connected at other identity providers: somebody who was in the account could come back by it. */
public interface UpstreamLinks {

    /** Removes what has been connected since then; answers with what it is called. */
    Future<List<String>> removeSince(SqlClient tx, UUID accountId, Instant since);
}
