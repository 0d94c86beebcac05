package dev.gatehouse.account;

import dev.gatehouse.db.Db;
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
import org.jspecify.annotations.Nullable;

/** The statements on domains. */
final class DomainStore {

    private static final String SELECT = """
            SELECT d.id, d.organisation_id, d.name, d.mailbox, d.created_at, d.challenge, d.claim_ends_at,
                   (SELECT count(*) FROM account_addresses x WHERE x.domain_id = d.id) AS addresses
            FROM account_domains d
            """;

    /** A claim that has ended. */
    record Lost(UUID id, UUID organisationId) {}

    /** Decisions about whose a domain is are made one after another, until the transaction ends. */
    Future<Void> lock(SqlClient tx, String name) {
        return tx.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('domain:' || $1::text, 0))")
                .execute(Tuple.of(name))
                .mapEmpty();
    }

    /** Adds a proved domain; says no when another one has it, or the organisation itself. */
    Future<Boolean> insertProved(
            SqlClient tx, UUID id, UUID organisationId, DomainName name, String mailbox, Instant now) {
        return tx.preparedQuery("""
                        INSERT INTO account_domains (id, organisation_id, name, mailbox, created_at, proved_at)
                        VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(id, organisationId, name.text(), mailbox, Rows.time(now)))
                .map(Rows::changed);
    }

    /** Adds a claim; says no when the domain is somebody's, or claimed by the organisation already. */
    Future<Boolean> insertClaim(
            SqlClient tx,
            UUID id,
            UUID organisationId,
            DomainName name,
            String mailbox,
            Instant now,
            String challenge,
            Instant endsAt) {
        return tx.preparedQuery("""
                        INSERT INTO account_domains (id, organisation_id, name, mailbox, created_at, challenge, claim_ends_at)
                        SELECT $1, $2, $3, $4, $5, $6, $7
                        WHERE NOT EXISTS (SELECT 1 FROM account_domains WHERE name = $3 AND proved_at IS NOT NULL)
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.tuple()
                        .addValue(id)
                        .addValue(organisationId)
                        .addValue(name.text())
                        .addValue(mailbox)
                        .addValue(Rows.time(now))
                        .addValue(challenge)
                        .addValue(Rows.time(endsAt)))
                .map(Rows::changed);
    }

    /** Makes a claim that has not ended a domain of its organisation; says no when it is none, or the domain is another's. */
    Future<Boolean> prove(SqlClient tx, UUID id, Instant now) {
        return tx.preparedQuery("""
                        UPDATE account_domains d SET proved_at = $2, challenge = NULL, claim_ends_at = NULL
                        WHERE d.id = $1 AND d.proved_at IS NULL AND d.claim_ends_at > $2
                          AND NOT EXISTS (SELECT 1 FROM account_domains o WHERE o.name = d.name AND o.proved_at IS NOT NULL)""").execute(Tuple.of(id, Rows.time(now))).map(Rows::changed);
    }

    /** Ends every claim to a domain. */
    Future<List<Lost>> endClaims(SqlClient tx, String name) {
        return tx.preparedQuery("""
                        DELETE FROM account_domains WHERE name = $1 AND proved_at IS NULL RETURNING id, organisation_id""")
                .execute(Tuple.of(name))
                .map(rows -> Rows.list(rows, row -> new Lost(Rows.uuid(row, "id"), Rows.uuid(row, "organisation_id"))));
    }

    /** Forgets claims that nobody has proved in time; of one organisation, if one is given. */
    Future<Void> forgetClaims(SqlClient client, @Nullable UUID organisationId, Instant now) {
        return client.preparedQuery("""
                        DELETE FROM account_domains WHERE proved_at IS NULL AND claim_ends_at <= $1
                            AND ($2::uuid IS NULL OR organisation_id = $2)""")
                .execute(Tuple.of(Rows.time(now), organisationId))
                .mapEmpty();
    }

    Future<Long> claims(SqlClient tx, UUID organisationId) {
        return tx.preparedQuery("""
                        SELECT count(*) AS total FROM account_domains WHERE organisation_id = $1 AND proved_at IS NULL""")
                .execute(Tuple.of(organisationId))
                .map(rows -> rows.iterator().next().getLong("total"));
    }

    /** Says no when somebody has looked at the record since then. */
    Future<Boolean> mayCheck(SqlClient client, UUID id, Instant now, Instant since) {
        return client.preparedQuery("""
                        UPDATE account_domains SET checked_at = $2
                        WHERE id = $1 AND (checked_at IS NULL OR checked_at <= $3)""")
                .execute(Tuple.of(id, Rows.time(now), Rows.time(since)))
                .map(Rows::changed);
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
        Db.changed(tx, AccountStore.CHANNEL);
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
        String name = Rows.string(row, "name");
        return new Domain(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "organisation_id"),
                name,
                Rows.string(row, "mailbox"),
                row.getLong("addresses"),
                Rows.instant(row, "created_at"),
                Optional.ofNullable(row.getString("challenge"))
                        .map(challenge -> new Domain.Claim(
                                DomainProofService.recordName(name), challenge, Rows.instant(row, "claim_ends_at"))));
    }
}
