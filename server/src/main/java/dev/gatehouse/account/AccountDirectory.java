package dev.gatehouse.account;

import dev.gatehouse.db.Rows;
import dev.gatehouse.http.HttpProblems;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds people for the other features, and keeps what those know about them. Rights are the caller's business. */
public final class AccountDirectory {

    private static final String SELECT = """
            SELECT a.*, o.name AS organisation, o.state AS organisation_state,
              (SELECT jsonb_agg(jsonb_build_object('id', d.id, 'domainId', d.domain_id, 'domain', m.name, 'address', d.address, 'guarded', m.mailbox = 'gatehouse') ORDER BY d.created_at, d.id)
               FROM account_addresses d JOIN account_domains m ON m.id = d.domain_id WHERE d.account_id = a.id) AS addresses
            FROM account_accounts a JOIN account_organisations o ON o.id = a.organisation_id
            """;

    private static Account account(Row row) {
        JsonArray addresses = row.getJsonArray("addresses");
        return new Account(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "organisation_id"),
                Rows.string(row, "organisation"),
                Rows.string(row, "organisation_state"),
                Rows.string(row, "name"),
                Account.State.valueOf(Rows.string(row, "state").toUpperCase(Locale.ROOT)),
                Rows.strings(row, "roles").stream().map(Role::of).collect(Collectors.toSet()),
                addresses.stream()
                        .map(JsonObject.class::cast)
                        .map(j -> new Account.Address(
                                UUID.fromString(j.getString("id")),
                                UUID.fromString(j.getString("domainId")),
                                j.getString("domain"),
                                j.getString("address"),
                                j.getBoolean("guarded")))
                        .toList(),
                Set.copyOf(Rows.strings(row, "factor_kinds")),
                row.getInteger("credential_version"),
                row.getString("recovery_address"),
                Rows.maybeInstant(row, "recovery_usable_from"),
                Rows.instant(row, "created_at"),
                Rows.maybeInstant(row, "last_sign_in_at"));
    }

    /** The account with that id, of whatever organisation. */
    public Future<Optional<Account>> find(SqlClient client, UUID accountId) {
        return client.preparedQuery(SELECT + "WHERE a.id = $1")
                .execute(Tuple.of(accountId))
                .map(rows -> Rows.first(rows, AccountDirectory::account));
    }

    public Future<Optional<Account>> lock(SqlClient tx, UUID accountId) {
        return tx.preparedQuery("SELECT id FROM account_accounts WHERE id = $1 FOR NO KEY UPDATE")
                .execute(Tuple.of(accountId))
                .compose(r -> find(tx, accountId));
    }

    public Future<Optional<Account>> findByAddress(SqlClient client, String address) {
        return client.preparedQuery(
                        SELECT + "WHERE a.id = (SELECT account_id FROM account_addresses WHERE address = $1)")
                .execute(Tuple.of(address.toLowerCase(Locale.ROOT)))
                .map(rows -> Rows.first(rows, AccountDirectory::account));
    }

    public Future<Account> require(SqlClient client, UUID organisationId, UUID accountId) {
        return find(client, accountId).map(a -> a.filter(x -> x.organisationId().equals(organisationId))
                .orElseThrow(HttpProblems.NOT_FOUND::problem));
    }

    public Future<List<Account>> active(SqlClient client, UUID organisationId) {
        return client.preparedQuery(SELECT + "WHERE a.organisation_id = $1 AND a.state = 'active'")
                .execute(Tuple.of(organisationId))
                .map(rows -> Rows.list(rows, AccountDirectory::account));
    }

    public Future<List<String>> administrators(SqlClient client, UUID organisationId) {
        return active(client, organisationId).map(l -> l.stream()
                .filter(a -> a.roles().contains(Role.ORGANISATION_ADMIN))
                .map(Account::label)
                .toList());
    }

    public Future<Void> factorsChanged(SqlClient tx, UUID accountId, Set<String> kinds) {
        return tx.preparedQuery(
                        "UPDATE account_accounts SET factor_kinds = $2, credential_version = credential_version + 1 WHERE id = $1")
                .execute(Tuple.of(accountId, (Object) kinds.toArray(String[]::new)))
                .mapEmpty();
    }

    public Future<Void> credentialsChanged(SqlClient tx, UUID accountId) {
        return tx.preparedQuery("UPDATE account_accounts SET credential_version = credential_version + 1 WHERE id = $1")
                .execute(Tuple.of(accountId))
                .mapEmpty();
    }

    public Future<Void> activate(SqlClient tx, UUID accountId) {
        return tx.preparedQuery("UPDATE account_accounts SET state = 'active' WHERE id = $1 AND state = 'invited'")
                .execute(Tuple.of(accountId))
                .mapEmpty();
    }

    public Future<Void> signedIn(SqlClient tx, UUID accountId, Instant at) {
        return tx.preparedQuery("UPDATE account_accounts SET last_sign_in_at = $2 WHERE id = $1")
                .execute(Tuple.of(accountId, Rows.time(at)))
                .mapEmpty();
    }

    public Future<Void> setRecoveryAddress(
            SqlClient tx, UUID accountId, @Nullable String address, @Nullable Instant usableFrom) {
        return tx.preparedQuery(
                        "UPDATE account_accounts SET recovery_address = $2, recovery_usable_from = $3, credential_version = credential_version + 1 WHERE id = $1")
                .execute(Tuple.of(accountId, address, Rows.maybeTime(usableFrom)))
                .mapEmpty();
    }
}
