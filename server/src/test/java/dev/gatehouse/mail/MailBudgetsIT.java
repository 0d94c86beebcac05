package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.http.Problem;
import dev.gatehouse.testing.OwnDatabase;
import dev.gatehouse.testing.TestClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MailBudgetsIT {

    private static OwnDatabase database;

    private final TestClock clock = new TestClock();
    private final MailBudgets budgets = new MailBudgets(clock);
    private final UUID organisation = UUID.randomUUID();
    private final String bob = "bob-" + organisation + "@acme.example";

    @BeforeAll
    static void start() {
        database = new OwnDatabase();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void oneMailboxShouldGetFiveAnHourAndTenADay() {
        for (int i = 0; i < 5; i++) {
            take(bob).await();
        }
        assertThat(refused(bob)).isBetween(Duration.ofMinutes(11), Duration.ofMinutes(12));
        take("ann-" + organisation + "@acme.example").await();

        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 5; i++) {
            take(bob).await();
        }
        clock.advance(Duration.ofHours(1));
        assertThat(refused(bob)).isGreaterThan(Duration.ofMinutes(20));
        clock.advance(Duration.ofDays(1));
        take(bob).await();
    }

    @Test
    void oneOrganisationShouldSendFiveHundredAnHour() {
        database.db()
                .transaction(tx -> {
                    Future<Void> taken = Future.succeededFuture();
                    for (int i = 0; i < 500; i++) {
                        String recipient = i + "-" + organisation + "@acme.example";
                        taken = taken.compose(before -> budgets.take(tx, organisation, recipient));
                    }
                    return taken;
                })
                .await();

        assertThat(refused(bob)).isBetween(Duration.ZERO, Duration.ofSeconds(8));
        database.db()
                .transaction(tx -> budgets.takeImported(tx, organisation, bob))
                .await();
        database.db()
                .transaction(tx -> budgets.take(tx, UUID.randomUUID(), bob))
                .await();
    }

    @Test
    void parallelMailsShouldBeCountedAndUndoneOnesNot() {
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(take(bob));
        }
        Future.join(all).otherwiseEmpty().await();
        assertThat(all).filteredOn(Future::succeeded).hasSize(5);

        String ann = "ann-" + organisation + "@acme.example";
        for (int i = 0; i < 9; i++) {
            database.db()
                    .transaction(tx -> budgets.take(tx, organisation, ann).compose(taken -> Future.failedFuture("no")))
                    .otherwiseEmpty()
                    .await();
        }
        take(ann).await();
    }

    @Test
    void drainedBucketsShouldBeForgotten() {
        take(bob).await();
        MailService mail = new MailService(database.db(), clock);
        mail.forgetOld().await();
        assertThat(rows()).isEqualTo(2);

        clock.advance(Duration.ofDays(3));
        mail.forgetOld().await();

        assertThat(rows()).isZero();
    }

    private int rows() {
        return database.sql("SELECT 1 FROM mail_budgets WHERE key LIKE $1", "person|" + bob + "|%")
                .size();
    }

    private Future<Void> take(String recipient) {
        return database.db().transaction(tx -> budgets.take(tx, organisation, recipient));
    }

    private Duration refused(String recipient) {
        Duration[] wait = new Duration[1];
        assertThatThrownBy(() -> take(recipient).await()).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(MailProblems.TOO_MANY_MAILS);
            wait[0] = problem.retryAfter();
        });
        return wait[0];
    }
}
