package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Problem;
import dev.gatehouse.mail.MailService;
import dev.gatehouse.testing.OwnDatabase;
import dev.gatehouse.testing.TestServices;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.net.HostAndPort;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractStringAssert;

/** The services on a database of their own. */
final class People implements AutoCloseable {

    final OwnDatabase database = new OwnDatabase();
    final Db db = database.db();
    final FakeCredentials credentials = new FakeCredentials();
    final Blocking blocking = new Blocking(database.vertx());
    final AuditService audit = new AuditService(db, Clock.systemUTC(), blocking, new byte[32]);
    final AccountDirectory directory = new AccountDirectory();
    final Letters letters = new Letters(new MailService(db, Clock.systemUTC()), directory, Clock.systemUTC());
    final OrganisationService organisations = new OrganisationService(db, audit, credentials, Clock.systemUTC());
    final TxtRecords records = new TxtRecords(
            database.vertx(),
            Optional.of(HostAndPort.create("127.0.0.1", TestServices.get().dns().port())));
    final DomainProofService proofs = new DomainProofService(db, audit, records, Clock.systemUTC());
    final DomainService domains = new DomainService(db, audit, Clock.systemUTC());
    final AccountService accounts = new AccountService(db, audit, credentials, Clock.systemUTC());
    final AddressService addresses = new AddressService(db, audit, letters, Clock.systemUTC());
    final ImportService imports = new ImportService(db, audit, credentials, blocking, Clock.systemUTC());
    final Caller system = Caller.system("test");

    Organisation organisation(String domain) {
        return organisations.create(system, "Organisation " + domain, domain).await();
    }

    Account person(Organisation organisation, String address, Role... roles) {
        Account account = accounts.create(
                        system,
                        organisation.id(),
                        address.substring(0, address.indexOf('@')),
                        List.of(address),
                        Set.of(roles),
                        false)
                .await();
        db.transaction(tx -> directory.activate(tx, account.id())).await();
        return find(account.id());
    }

    Account find(UUID accountId) {
        return db.query(client -> directory.find(client, accountId)).await().orElseThrow();
    }

    Optional<Account> findByAddress(String address) {
        return db.query(client -> directory.findByAddress(client, address)).await();
    }

    List<String> actions(UUID organisationId) {
        List<String> actions = new ArrayList<>();
        for (Row row : database.sql(
                "SELECT action, result FROM audit_entries WHERE organisation_id = $1 ORDER BY seq", organisationId)) {
            actions.add(row.getString("action") + (row.getString("result").equals("refused") ? " refused" : ""));
        }
        return actions;
    }

    static AbstractStringAssert<?> problem(Supplier<Future<?>> call) {
        Problem[] problem = new Problem[1];
        assertThatThrownBy(() -> call.get().await()).isInstanceOfSatisfying(Problem.class, p -> problem[0] = p);
        return org.assertj.core.api.Assertions.assertThat(problem[0].type().slug());
    }

    @Override
    public void close() {
        blocking.close();
        database.close();
    }
}
