package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Rows;
import dev.gatehouse.policy.SignInHistory;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Statements on {@code login_sign_ins}: what each finished sign-in had, for rehearsals. */
final class SignInStore implements SignInHistory {

    Future<Void> finished(SqlClient tx, Account account, Evidence evidence, Instant now) {
        return tx.preparedQuery("""
                        INSERT INTO login_sign_ins (id, organisation_id, account_id, at, evidence)
                        VALUES ($1, $2, $3, $4, $5)
                        """)
                .execute(Tuple.of(
                        Ids.next(),
                        account.organisationId(),
                        account.id(),
                        Rows.time(now),
                        evidence.words().toArray(String[]::new)))
                .mapEmpty();
    }

    @Override
    public Future<List<Count>> since(SqlClient client, UUID organisationId, Instant since) {
        return client.preparedQuery("""
                        SELECT account_id, count(*) AS sign_ins,
                               count(*) FILTER (WHERE evidence = ARRAY['password']) AS password_only
                        FROM login_sign_ins
                        WHERE organisation_id = $1 AND at >= $2
                        GROUP BY account_id
                        """)
                .execute(Tuple.of(organisationId, Rows.time(since)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Count(
                                Rows.uuid(row, "account_id"),
                                row.getInteger("sign_ins"),
                                row.getInteger("password_only"))));
    }
}
