package dev.gatehouse.account;

import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the management of people asks of the sign-in, which implements it. */
public interface Credentials {

    /** Mails the invitation; earlier ones stop working. */
    Future<Void> invite(SqlClient tx, Account account, Origin origin);

    /** Why this encoded password hash of an old system cannot be taken, in one sentence; empty when it can. */
    Optional<String> refuseHash(String encoded);

    /** Takes the password hash of an old system; it is replaced by one of ours at the first sign-in. */
    Future<Void> importHash(SqlClient tx, UUID accountId, String encoded);

    /** Ends every session of an account, and with them every sign-in under way; says how many sessions. */
    Future<Integer> endSessions(SqlClient tx, UUID accountId, String reason);

    /** The same for many accounts, at the cost of one. */
    Future<Integer> endSessionsOfAll(SqlClient tx, List<UUID> accountIds, String reason);
}
