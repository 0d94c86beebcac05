package dev.gatehouse.account;

import dev.gatehouse.account.ProtectionDirectory.Group;
import dev.gatehouse.account.ProtectionDirectory.Person;
import dev.gatehouse.account.ProtectionDirectory.Wanted;
import dev.gatehouse.db.Page;
import dev.gatehouse.db.Rows;
import dev.gatehouse.db.Where;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The statements on who is protected how. Each goes over an organisation's people once, whatever their number. */
final class ProtectionStore {

    /** The same as {@link Account#reachableMailboxes}, of an address {@code x} in a domain {@code d}. */
    private static String receives(String now) {
        return "d.mailbox <> 'gatehouse' AND (x.usable_from IS NULL OR x.usable_from <= " + now + ")";
    }

    Future<List<Group>> groups(SqlClient client, UUID organisationId, Optional<UUID> domainId, Instant now) {
        return client.preparedQuery("""
                        SELECT p.protection, p.domains, p.factor_kinds, count(*) AS people,
                               count(*) FILTER (WHERE x.account_id IS NULL
                                   AND (a.recovery_address IS NOT NULL AND a.recovery_usable_from <= $3) IS NOT TRUE
                               ) AS unreachable
                        FROM account_active_people p JOIN account_accounts a ON a.id = p.id
                        LEFT JOIN (SELECT DISTINCT x.account_id
                                   FROM account_addresses x JOIN account_domains d ON d.id = x.domain_id
                                   WHERE x.organisation_id = $1 AND %s) x ON x.account_id = p.id
                        WHERE p.organisation_id = $1 AND ($2::uuid IS NULL OR $2 = ANY (p.domains))
                        GROUP BY p.protection, p.domains, p.factor_kinds""".formatted(receives("$3")))
                .execute(Tuple.of(organisationId, domainId.orElse(null), Rows.time(now)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Group(
                                Rows.string(row, "protection"),
                                Stream.of(row.getArrayOfUUIDs("domains"))
                                        .distinct()
                                        .toList(),
                                Set.copyOf(Rows.strings(row, "factor_kinds")),
                                row.getInteger("people"),
                                row.getInteger("unreachable"))));
    }

    Future<Page<Person>> people(SqlClient client, UUID organisationId, Wanted people, Page.Wanted wanted) {
        Where where = new Where()
                .and("a.organisation_id = ? AND a.state = 'active'", organisationId)
                .and("""
                        (SELECT array_to_string(coalesce(array_agg(x.domain_id ORDER BY x.created_at, x.id), '{}'), ' ')
                         FROM account_addresses x WHERE x.account_id = a.id)
                        || '/' || array_to_string(a.factor_kinds, ' ') = ANY (?)""", (Object) people.protections().toArray(String[]::new))
                .andIf(
                        "EXISTS (SELECT 1 FROM account_addresses x WHERE x.account_id = a.id AND x.domain_id = ?)",
                        people.domainId());
        if (people.unreachable()) {
            where.and("""
                    NOT EXISTS (SELECT 1 FROM account_addresses x JOIN account_domains d ON d.id = x.domain_id
                                WHERE x.account_id = a.id AND %s)""".formatted(receives("?")), Rows.time(people.now()))
                    .and(
                            "(a.recovery_address IS NOT NULL AND a.recovery_usable_from <= ?) IS NOT TRUE",
                            Rows.time(people.now()));
        }
        if (wanted.after().isPresent()) {
            where.and(
                    "(lower(a.name), a.id) > (?, ?)",
                    wanted.afterText(0).orElseThrow(),
                    wanted.afterId(1).orElseThrow());
        }
        String limit = where.bind(wanted.fetch());
        return client.preparedQuery("""
                        SELECT a.id, a.name, lower(a.name) AS sort_name,
                               coalesce((SELECT x.address FROM account_addresses x WHERE x.account_id = a.id
                                         ORDER BY x.created_at, x.id LIMIT 1), '') AS address
                        FROM account_accounts a %s ORDER BY lower(a.name), a.id LIMIT %s""".formatted(where.sql(), limit))
                .execute(where.parameters())
                .map(rows -> Page.of(Rows.list(rows, Listed::new), wanted, Listed::key))
                .map(page ->
                        new Page<>(page.items().stream().map(Listed::person).toList(), page.next()));
    }

    /** A row of a page, with the name as the database sorts it. */
    private record Listed(Person person, String sortName) {

        Listed(Row row) {
            this(
                    new Person(Rows.uuid(row, "id"), Rows.string(row, "name"), Rows.string(row, "address")),
                    Rows.string(row, "sort_name"));
        }

        List<String> key() {
            return List.of(sortName, person.id().toString());
        }
    }
}
