package dev.gatehouse.account;

import dev.gatehouse.db.Refusals;
import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements on domains. */
final class DomainStore {

    private static final String SELECT = """
            SELECT d.id, d.organisation_id, d.name, d.mailbox, d.created_at,
                   (SELECT count(*) FROM account_addresses x WHERE x.domain_id = d.id) AS addresses
            FROM account_domains d
            """;

    /** Adds a domain; fails with {@code domain-taken} when somebody has it. */
    Future<Void> insert(SqlClient tx, UUID id, UUID organisationId, DomainName name, String mailbox, Instant now) {
        return tx.preparedQuery("""
                        INSERT INTO account_domains (id, organisation_id, name, mailbox, created_at)
                        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO NOTHING""")
                .execute(Tuple.of(id, organisationId, name.text(), mailbox, Rows.time(now)))
                .compose(rows -> Rows.changed(rows)
                        ? Future.succeededFuture()
                        : Future.failedFuture(AccountProblems.DOMAIN_TAKEN.problem()));
    }

    Future<List<Domain>> list(SqlClient client, UUID organisationId) {
        return client.preparedQuery(SELECT + "WHERE d.organisation_id = $1 ORDER BY d.name")
                .execute(Tuple.of(organisationId))
                .map(rows -> Rows.list(rows, DomainStore::domain));
    }

    Future<Optional<Domain>> find(SqlClient client, UUID organisationId, UUID id) {
        return client.preparedQuery(SELECT + "WHERE d.organisation_id = $1 AND d.id = $2")
                .execute(Tuple.of(organisationId, id))
                .map(rows -> Rows.first(rows, DomainStore::domain));
    }

    Future<Void> update(SqlClient tx, UUID id, String mailbox) {
        return tx.preparedQuery("UPDATE account_domains SET mailbox = $2 WHERE id = $1")
                .execute(Tuple.of(id, mailbox))
                .mapEmpty();
    }

    /** Removes a domain; fails with {@code domain-in-use} while an address uses it. */
    Future<Void> delete(SqlClient tx, UUID id) {
        return tx.preparedQuery("DELETE FROM account_domains WHERE id = $1")
                .execute(Tuple.of(id))
                .recover(Refusals.foreignKey(AccountProblems.DOMAIN_IN_USE::problem))
                .mapEmpty();
    }

    private static Domain domain(Row row) {
        return new Domain(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "organisation_id"),
                Rows.string(row, "name"),
                Rows.string(row, "mailbox"),
                row.getLong("addresses"),
                Rows.instant(row, "created_at"));
    }
}
