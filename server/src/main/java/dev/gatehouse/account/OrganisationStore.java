package dev.gatehouse.account;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Page;
import dev.gatehouse.db.Rows;
import dev.gatehouse.db.Where;
import dev.gatehouse.http.HttpProblems;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements on organisations. */
final class OrganisationStore {

    private static final String SELECT = """
            SELECT o.id, o.name, lower(o.name) AS sort_name, o.provider, o.state, o.created_at,
                   ARRAY(SELECT d.name FROM account_domains d WHERE d.organisation_id = o.id AND d.proved_at IS NOT NULL
                         ORDER BY d.name) AS domains,
                   (SELECT count(*) FROM account_accounts a WHERE a.organisation_id = o.id) AS accounts
            FROM account_organisations o
            """;

    /** A row of a page, with the name as the database sorts it. */
    record Listed(Organisation organisation, String sortName) {

        List<String> key() {
            return List.of(sortName, organisation.id().toString());
        }
    }

    /** Adds an organisation; says no when it would be a second provider. */
    Future<Boolean> insert(SqlClient tx, UUID id, String name, boolean provider, Instant now) {
        return tx.preparedQuery("""
                        INSERT INTO account_organisations (id, name, provider, created_at) VALUES ($1, $2, $3, $4)
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(id, name, provider, Rows.time(now)))
                .map(Rows::changed);
    }

    Future<Optional<Organisation>> find(SqlClient client, UUID id) {
        return client.preparedQuery(SELECT + "WHERE o.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, OrganisationStore::organisation));
    }

    /** The organisation; fails with {@code not-found}. */
    Future<Organisation> require(SqlClient client, UUID id) {
        return find(client, id).map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem));
    }

    /**
     * Takes the organisation's lock: decisions about its administrators are made one after another.
     *
     * @return whether it is the provider's own; fails with {@code not-found}
     */
    Future<Boolean> lock(SqlClient tx, UUID id) {
        return tx.preparedQuery("SELECT provider FROM account_organisations WHERE id = $1 FOR NO KEY UPDATE")
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, row -> row.getBoolean("provider"))
                        .orElseThrow(HttpProblems.NOT_FOUND::problem));
    }

    Future<Optional<Organisation>> findByDomain(SqlClient client, String domain) {
        return client.preparedQuery(SELECT
                        + "WHERE o.id = (SELECT organisation_id FROM account_domains"
                        + " WHERE name = $1 AND proved_at IS NOT NULL)")
                .execute(Tuple.of(domain))
                .map(rows -> Rows.first(rows, OrganisationStore::organisation));
    }

    /** Up to that many organisations other than the provider's. */
    Future<List<Organisation>> clients(SqlClient client, int limit) {
        return client.preparedQuery(SELECT + "WHERE NOT o.provider ORDER BY o.created_at, o.id LIMIT $1")
                .execute(Tuple.of(limit))
                .map(rows -> Rows.list(rows, OrganisationStore::organisation));
    }

    /** By name; those whose name or one of whose domains contains every word. */
    Future<List<Listed>> list(SqlClient client, List<String> words, Page.Wanted wanted) {
        Where where = new Where();
        for (String word : words) {
            String pattern = Where.containing(word);
            where.and("""
                    o.name ILIKE ? OR EXISTS (SELECT 1 FROM account_domains d WHERE d.organisation_id = o.id
                                              AND d.name ILIKE ?)""", pattern, pattern);
        }
        if (wanted.after().isPresent()) {
            where.and(
                    "(lower(o.name), o.id) > (?, ?)",
                    wanted.afterText(0).orElseThrow(),
                    wanted.afterId(1).orElseThrow());
        }
        String limit = where.bind(wanted.fetch());
        return client.preparedQuery(SELECT + where.sql() + " ORDER BY lower(o.name), o.id LIMIT " + limit)
                .execute(where.parameters())
                .map(rows -> Rows.list(rows, row -> new Listed(organisation(row), Rows.string(row, "sort_name"))));
    }

    Future<Void> update(SqlClient tx, UUID id, String name, String state) {
        Db.changed(tx, TenantDirectory.CHANNEL);
        return tx.preparedQuery("UPDATE account_organisations SET name = $2, state = $3 WHERE id = $1")
                .execute(Tuple.of(id, name, state))
                .mapEmpty();
    }

    /** Locks every account, so that no sign-in under way can be finished between this and the end of the sessions. */
    Future<List<UUID>> lockAccounts(SqlClient tx, UUID id) {
        return tx.preparedQuery("""
                        SELECT id FROM account_accounts WHERE organisation_id = $1 ORDER BY id FOR NO KEY UPDATE""").execute(Tuple.of(id)).map(rows -> Rows.list(rows, row -> Rows.uuid(row, "id")));
    }

    private static Organisation organisation(Row row) {
        return new Organisation(
                Rows.uuid(row, "id"),
                Rows.string(row, "name"),
                row.getBoolean("provider"),
                Rows.string(row, "state"),
                Rows.strings(row, "domains"),
                row.getLong("accounts"),
                Rows.instant(row, "created_at"));
    }
}
