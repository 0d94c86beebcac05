package dev.gatehouse.account;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The statements on addresses. */
final class AddressStore {

    /** Names of the organisation's domains. */
    Future<OwnDomains> domains(SqlClient client, UUID organisationId) {
        return client.preparedQuery("""
                        SELECT name, proved_at IS NOT NULL AS proved FROM account_domains WHERE organisation_id = $1""").execute(Tuple.of(organisationId)).map(rows -> {
            OwnDomains domains = new OwnDomains(new HashSet<>(), new HashSet<>());
            for (Row row : rows) {
                Set<String> names = row.getBoolean("proved") ? domains.proved() : domains.claimed();
                names.add(Rows.string(row, "name"));
            }
            return domains;
        });
    }

    /** Which of these belong to an account already. */
    Future<Set<String>> taken(SqlClient client, Collection<String> addresses) {
        return client.preparedQuery("SELECT address FROM account_addresses WHERE address = ANY ($1)")
                .execute(Tuple.of(addresses.toArray(String[]::new)))
                .map(rows -> new HashSet<>(Rows.list(rows, row -> Rows.string(row, "address"))));
    }

    /**
     * Gives the account those addresses that nobody has and whose domain is proved to be the organisation's.
     *
     * @param usableFrom when codes and links may first go there; empty when at once
     * @return the ones it got
     */
    Future<Set<String>> insert(
            SqlClient tx,
            UUID organisationId,
            UUID accountId,
            List<EmailAddress> addresses,
            Instant now,
            Optional<Instant> usableFrom) {
        Db.changed(tx, AccountStore.CHANNEL, accountId);
        return tx.preparedQuery("""
                        INSERT INTO account_addresses (id, organisation_id, account_id, domain_id, address, created_at,
                            usable_from)
                        SELECT wanted.id, $1, $2, d.id, wanted.address, $3, $7
                        FROM unnest($4::uuid[], $5::text[], $6::text[]) AS wanted (id, address, domain)
                        JOIN account_domains d ON d.organisation_id = $1 AND d.name = wanted.domain
                             AND d.proved_at IS NOT NULL
                        ON CONFLICT (address) DO NOTHING RETURNING address""")
                .execute(Tuple.tuple()
                        .addValue(organisationId)
                        .addValue(accountId)
                        .addValue(Rows.time(now))
                        .addValue(addresses.stream().map(address -> Ids.next()).toArray(UUID[]::new))
                        .addValue(addresses.stream().map(EmailAddress::toString).toArray(String[]::new))
                        .addValue(addresses.stream()
                                .map(address -> address.domain().text())
                                .toArray(String[]::new))
                        .addValue(usableFrom.map(Rows::time).orElse(null)))
                .map(rows -> new HashSet<>(Rows.list(rows, row -> Rows.string(row, "address"))));
    }

    Future<Void> delete(SqlClient tx, UUID id) {
        Db.changed(tx, AccountStore.CHANNEL);
        return tx.preparedQuery("DELETE FROM account_addresses WHERE id = $1")
                .execute(Tuple.of(id))
                .mapEmpty();
    }
}
