package dev.gatehouse.app;

import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Writes the rows of the demonstration. The one place that writes tables of several features, at a time when all are empty. */
final class DemoStore {

    private final Clock clock;

    DemoStore(Clock clock) {
        this.clock = clock;
    }

    record Domain(UUID id, String name, boolean guarded) {}

    Future<Boolean> isEmpty(SqlClient client) {
        return client.query("SELECT 1 FROM account_organisations LIMIT 1")
                .execute()
                .map(rows -> rows.size() == 0);
    }

    Future<Domain> organisation(SqlClient tx, UUID id, String name, boolean provider, String domain) {
        return tx.preparedQuery(
                        "INSERT INTO account_organisations (id, name, provider, created_at) VALUES ($1, $2, $3, $4)")
                .execute(Tuple.of(id, name, provider, now()))
                .compose(done -> domain(tx, id, domain, "external"));
    }

    Future<Domain> domain(SqlClient tx, UUID organisation, String name, String mailbox) {
        Domain domain = new Domain(Ids.next(), name, mailbox.equals("gatehouse"));
        return tx.preparedQuery("""
                        INSERT INTO account_domains (id, organisation_id, name, mailbox, created_at, proved_at)
                        VALUES ($1, $2, $3, $4, $5, $5)
                        """)
                .execute(Tuple.of(domain.id(), organisation, name, mailbox, now()))
                .map(domain);
    }

    Future<Void> account(
            SqlClient tx,
            UUID id,
            UUID organisation,
            Domain domain,
            String email,
            String name,
            String role,
            String state) {
        return tx.preparedQuery("""
                        INSERT INTO account_accounts (id, organisation_id, name, state, activated, roles, created_at)
                        VALUES ($1, $2, $3, $4, $4 = 'active', $5, $6)
                        """)
                .execute(Tuple.of(id, organisation, name, state, new String[] {role}, now()))
                .compose(done -> tx.preparedQuery("""
                                INSERT INTO account_addresses (id, organisation_id, account_id, domain_id, address, created_at)
                                VALUES ($1, $2, $3, $4, $5, $6)
                                """)
                        .execute(Tuple.of(Ids.next(), organisation, id, domain.id(), email, now())))
                .mapEmpty();
    }

    Future<Void> password(SqlClient tx, UUID accountId, String hash) {
        return tx.preparedQuery("INSERT INTO login_passwords (account_id, hash, changed_at) VALUES ($1, $2, $3)")
                .execute(Tuple.of(accountId, hash, now()))
                .mapEmpty();
    }

    private OffsetDateTime now() {
        return Rows.time(clock.instant());
    }
}
