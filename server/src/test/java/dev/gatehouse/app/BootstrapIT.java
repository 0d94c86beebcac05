package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Credentials;
import dev.gatehouse.account.EmailAddress;
import dev.gatehouse.account.Letters;
import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.account.TxtRecords;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.http.Origin;
import dev.gatehouse.mail.MailService;
import dev.gatehouse.testing.OwnDatabase;
import dev.gatehouse.testing.TestClock;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The first person of a new installation. */
class BootstrapIT {

    private static final Config.FirstAdministrator FIRST = new Config.FirstAdministrator(
            EmailAddress.parse("Root@IT-Services.example").orElseThrow(), "Example IT Services");

    @Test
    void theFirstAdministratorIsInvitedUntilTheInvitationIsAccepted() {
        List<String> invited = new ArrayList<>();
        try (OwnDatabase database = new OwnDatabase()) {
            Bootstrap bootstrap = bootstrap(database, invited);

            AppNode.await(bootstrap.run(FIRST));
            AppNode.await(bootstrap.run(FIRST));
            assertThat(invited).containsExactly("root@it-services.example", "root@it-services.example");
            database.sql("UPDATE account_accounts SET state = 'active', activated = true");
            AppNode.await(bootstrap.run(FIRST));

            assertThat(invited).hasSize(2);
            assertThat(database.sql("SELECT 1 FROM account_organisations WHERE provider")
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void aStartThatWasKilledBetweenTheTwoStepsIsFinishedByTheNext() {
        List<String> invited = new ArrayList<>();
        try (OwnDatabase database = new OwnDatabase()) {
            Bootstrap bootstrap = bootstrap(database, invited);
            AppNode.await(bootstrap.run(FIRST));
            database.sql("DELETE FROM account_accounts");

            AppNode.await(bootstrap.run(FIRST));

            assertThat(invited).hasSize(2);
        }
    }

    private static Bootstrap bootstrap(OwnDatabase database, List<String> invited) {
        TestClock clock = new TestClock();
        Blocking blocking = new Blocking(database.vertx());
        AuditService audit = new AuditService(database.db(), clock, blocking, new byte[32]);
        AccountDirectory directory = new AccountDirectory();
        Letters letters = new Letters(new MailService(database.db(), clock), directory, clock);
        Accounts accounts = new Accounts(new Accounts.Parts(
                database.db(),
                clock,
                audit,
                letters,
                noting(invited),
                blocking,
                new TxtRecords(database.vertx(), Optional.empty())));
        return new Bootstrap(
                database.db(), new TenantDirectory(), accounts.organisations(), accounts.accounts(), directory);
    }

    private static Credentials noting(List<String> invited) {
        return new Credentials() {
            @Override
            public Future<Void> invite(SqlClient tx, Account account, Origin origin) {
                invited.add(account.label());
                return Future.succeededFuture();
            }

            @Override
            public Optional<String> refuseHash(String encoded) {
                return Optional.empty();
            }

            @Override
            public Future<Void> importHash(SqlClient tx, UUID accountId, String encoded) {
                return Future.succeededFuture();
            }

            @Override
            public Future<Integer> endSessions(SqlClient tx, UUID accountId, String reason) {
                return Future.succeededFuture(0);
            }

            @Override
            public Future<Integer> endSessionsOfAll(SqlClient tx, List<UUID> accountIds, String reason) {
                return Future.succeededFuture(0);
            }
        };
    }
}
