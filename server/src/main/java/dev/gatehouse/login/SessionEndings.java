package dev.gatehouse.login;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Told when sessions end, in the same transaction: what was issued on the strength of them ends as well. */
public interface SessionEndings {

    /** The owner has ended one session. */
    Future<Void> ended(SqlClient tx, UUID accountId, UUID sessionId);

    /**
     * Every session of these accounts has ended.
     *
     * @param kept the session that goes on, or null
     * @param distrusted somebody else may have been there: what was meant to outlive its session ends, too
     */
    Future<Void> allEnded(SqlClient tx, List<UUID> accountIds, @Nullable UUID kept, boolean distrusted);
}
