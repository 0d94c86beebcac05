package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Rows;
import dev.gatehouse.policy.SignInHistory;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
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
    public Future<Counts> since(
            SqlClient client,
            UUID organisationId,
            Optional<UUID> domainId,
            Collection<String> protections,
            Instant since) {
        return client.preparedQuery("""
                        SELECT count(*) AS sign_ins,
                               count(*) FILTER (WHERE p.protection = ANY ($4) AND s.evidence IN (ARRAY['password'], ARRAY['upstream']))
                                   AS password_only
                        FROM login_sign_ins s JOIN account_active_people p ON p.id = s.account_id
                        WHERE s.organisation_id = $1 AND p.organisation_id = $1 AND s.at >= $2
                          AND ($3::uuid IS NULL OR $3 = ANY (p.domains))
                        """)
                .execute(Tuple.tuple()
                        .addValue(organisationId)
                        .addValue(Rows.time(since))
                        .addValue(domainId.orElse(null))
                        .addValue(protections.toArray(String[]::new)))
                .map(rows -> rows.iterator().next())
                .map(row -> new Counts(row.getInteger("sign_ins"), row.getInteger("password_only")));
    }
}
