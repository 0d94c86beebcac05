package dev.gatehouse.account;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Page;
import dev.gatehouse.db.Rows;
import dev.gatehouse.db.Where;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The statements on accounts. */
final class AccountStore {

    /** Where triggers tell which account has changed, in this table or in those that belong to it. */
    static final String CHANNEL = "accounts";

    private static final String SELECT = """
            SELECT a.id, a.organisation_id, o.name AS organisation, o.state AS organisation_state, a.name,
                   lower(a.name) AS sort_name, a.state, a.roles, a.factor_kinds, a.credential_version, a.recovery_address,
                   a.recovery_usable_from, a.created_at, a.last_sign_in_at,
                   (SELECT json_agg(json_build_object('id', x.id, 'domainId', d.id, 'domain', d.name, 'address', x.address,
                                                      'guarded', d.mailbox = 'gatehouse', 'usableFrom', x.usable_from)
                                    ORDER BY x.created_at, x.id)
                    FROM account_addresses x JOIN account_domains d ON d.id = x.domain_id
                    WHERE x.account_id = a.id) AS addresses
            FROM account_accounts a JOIN account_organisations o ON o.id = a.organisation_id
            """;

    /** In the very words of the index {@code account_accounts_administrators}, which answers only then. */
    static final String ADMINISTRATOR = "state = 'active' AND roles && ARRAY['organisation-admin', 'provider-admin']";

    /** A row of a page, with the name as the database sorts it. */
    record Listed(Account account, String sortName) {

        List<String> key() {
            return List.of(sortName, account.id().toString());
        }
    }

    Future<Optional<Account>> find(SqlClient client, UUID id) {
        return client.preparedQuery(SELECT + "WHERE a.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, AccountStore::account));
    }

    Future<Optional<Account>> find(SqlClient client, UUID organisationId, UUID id) {
        return client.preparedQuery(SELECT + "WHERE a.organisation_id = $1 AND a.id = $2")
                .execute(Tuple.of(organisationId, id))
                .map(rows -> Rows.first(rows, AccountStore::account));
    }

    /** Takes the account's lock. What is read afterwards is what the holder before has left. */
    Future<Void> lock(SqlClient tx, UUID id) {
        return tx.preparedQuery("SELECT 1 FROM account_accounts WHERE id = $1 FOR NO KEY UPDATE")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    /** Takes the lock of an account of that organisation; does nothing for any other. */
    Future<Void> lock(SqlClient tx, UUID organisationId, UUID id) {
        return tx.preparedQuery(
                        "SELECT 1 FROM account_accounts WHERE organisation_id = $1 AND id = $2 FOR NO KEY UPDATE")
                .execute(Tuple.of(organisationId, id))
                .mapEmpty();
    }

    Future<Optional<Account>> findByAddress(SqlClient client, EmailAddress address) {
        return client.preparedQuery(
                        SELECT + "WHERE a.id = (SELECT account_id FROM account_addresses WHERE address = $1)")
                .execute(Tuple.of(address.toString()))
                .map(rows -> Rows.first(rows, AccountStore::account));
    }

    /** By name. */
    Future<List<Listed>> list(SqlClient client, UUID organisationId, AccountFilter filter, Page.Wanted wanted) {
        Where where = filter.where(organisationId);
        if (wanted.after().isPresent()) {
            where.and(
                    "(lower(a.name), a.id) > (?, ?)",
                    wanted.afterText(0).orElseThrow(),
                    wanted.afterId(1).orElseThrow());
        }
        String limit = where.bind(wanted.fetch());
        return client.preparedQuery(SELECT + where.sql() + " ORDER BY lower(a.name), a.id LIMIT " + limit)
                .execute(where.parameters())
                .map(rows -> Rows.list(rows, row -> new Listed(account(row), Rows.string(row, "sort_name"))));
    }

    Future<Long> count(SqlClient client, UUID organisationId, AccountFilter filter) {
        Where where = filter.where(organisationId);
        return client.preparedQuery("SELECT count(*) AS total FROM account_accounts a " + where.sql())
                .execute(where.parameters())
                .map(rows -> rows.iterator().next().getLong("total"));
    }

    /** First addresses of the organisation's active administrators who have one of the roles. */
    Future<List<String>> administrators(SqlClient client, UUID organisationId, Collection<Role> roles) {
        return client.preparedQuery("""
                        SELECT DISTINCT ON (a.created_at, a.id) x.address
                        FROM account_accounts a JOIN account_addresses x ON x.account_id = a.id
                        WHERE a.organisation_id = $1 AND a.%s AND a.roles && $2
                        ORDER BY a.created_at, a.id, x.created_at, x.id""".formatted(ADMINISTRATOR))
                .execute(Tuple.tuple().addValue(organisationId).addValue(words(roles)))
                .map(rows -> Rows.list(rows, row -> Rows.string(row, "address")));
    }

    /** Whether another active administrator of the organisation has that role. */
    Future<Boolean> anotherAdministrator(SqlClient tx, UUID organisationId, UUID accountId, Role role) {
        return tx.preparedQuery("""
                        SELECT 1 FROM account_accounts
                        WHERE organisation_id = $1 AND id <> $2 AND %s AND $3 = ANY (roles) LIMIT 1""".formatted(ADMINISTRATOR))
                .execute(Tuple.of(organisationId, accountId, role.word()))
                .map(rows -> rows.size() > 0);
    }

    Future<Void> insert(SqlClient tx, UUID id, UUID organisationId, NewAccount account, Instant now) {
        return tx.preparedQuery("""
                        INSERT INTO account_accounts (id, organisation_id, name, state, activated, roles, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)""")
                .execute(Tuple.tuple()
                        .addValue(id)
                        .addValue(organisationId)
                        .addValue(account.name())
                        .addValue(word(account.active() ? Account.State.ACTIVE : Account.State.INVITED))
                        .addValue(account.active())
                        .addValue(words(account.roles()))
                        .addValue(Rows.time(now)))
                .mapEmpty();
    }

    Future<Void> update(SqlClient tx, UUID id, String name, Set<Role> roles, Account.State state) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery("""
                        UPDATE account_accounts SET name = $2, roles = $3, state = $4,
                            activated = activated OR state = 'active'
                        WHERE id = $1""")
                .execute(Tuple.of(id, name, words(roles), word(state)))
                .mapEmpty();
    }

    /** Makes a suspended account what it was before: active, or invited if it never was. */
    Future<Void> restore(SqlClient tx, UUID id) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery("""
                        UPDATE account_accounts SET state = CASE WHEN activated THEN 'active' ELSE 'invited' END
                        WHERE id = $1 AND state = 'suspended'""").execute(Tuple.of(id)).mapEmpty();
    }

    Future<Void> activate(SqlClient tx, UUID id) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery(
                        "UPDATE account_accounts SET state = 'active', activated = true WHERE id = $1 AND state = 'invited'")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    Future<Void> delete(SqlClient tx, UUID id) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery("DELETE FROM account_accounts WHERE id = $1")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    Future<Void> factorsChanged(SqlClient tx, UUID id, Collection<String> kinds) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery("""
                        UPDATE account_accounts SET factor_kinds = $2, credential_version = credential_version + 1
                        WHERE id = $1""")
                .execute(Tuple.tuple()
                        .addValue(id)
                        .addValue(kinds.stream().sorted().toArray(String[]::new)))
                .mapEmpty();
    }

    Future<Void> credentialsChanged(SqlClient tx, UUID id) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery("UPDATE account_accounts SET credential_version = credential_version + 1 WHERE id = $1")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    Future<Void> signedIn(SqlClient tx, UUID id, Instant at) {
        return tx.preparedQuery("""
                        UPDATE account_accounts SET last_sign_in_at = greatest(last_sign_in_at, $2) WHERE id = $1""").execute(Tuple.of(id, Rows.time(at))).mapEmpty();
    }

    Future<Void> recoveryAddress(SqlClient tx, UUID id, Optional<String> address, Optional<Instant> usableFrom) {
        Db.changed(tx, CHANNEL, id);
        return tx.preparedQuery("""
                        UPDATE account_accounts SET recovery_address = $2, recovery_usable_from = $3,
                            credential_version = credential_version + 1
                        WHERE id = $1""")
                .execute(Tuple.tuple()
                        .addValue(id)
                        .addValue(address.orElse(null))
                        .addValue(usableFrom.map(Rows::time).orElse(null)))
                .mapEmpty();
    }

    static Account account(Row row) {
        JsonArray addresses = (JsonArray) row.getJson("addresses");
        return new Account(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "organisation_id"),
                Rows.string(row, "organisation"),
                Rows.string(row, "organisation_state"),
                Rows.string(row, "name"),
                Account.State.valueOf(Rows.string(row, "state").toUpperCase(Locale.ROOT)),
                roles(Rows.strings(row, "roles")),
                addresses == null
                        ? List.of()
                        : addresses.stream()
                                .map(each -> address((JsonObject) each))
                                .toList(),
                Set.copyOf(Rows.strings(row, "factor_kinds")),
                Objects.requireNonNull(row.getInteger("credential_version")),
                row.getString("recovery_address"),
                Rows.maybeInstant(row, "recovery_usable_from"),
                Rows.instant(row, "created_at"),
                Rows.maybeInstant(row, "last_sign_in_at"));
    }

    private static Account.Address address(JsonObject json) {
        return new Account.Address(
                UUID.fromString(json.getString("id")),
                UUID.fromString(json.getString("domainId")),
                json.getString("domain"),
                json.getString("address"),
                json.getBoolean("guarded"),
                Optional.ofNullable(json.getString("usableFrom"))
                        .map(text -> OffsetDateTime.parse(text).toInstant())
                        .orElse(null));
    }

    private static Set<Role> roles(List<String> words) {
        return RoleRules.normal(words.stream().map(Role::of).toList());
    }

    private static String[] words(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::word).toArray(String[]::new);
    }

    private static String word(Account.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
