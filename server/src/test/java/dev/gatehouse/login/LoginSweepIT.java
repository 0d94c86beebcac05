package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.db.Rows;
import dev.gatehouse.testing.OwnDatabase;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginSweepIT {

    private static OwnDatabase database;

    @BeforeAll
    static void start() {
        database = new OwnDatabase();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void sweepShouldClearMoreThanABatchAndPassOverWhatAnotherNodeDeletes() {
        database.sql("""
                INSERT INTO login_budgets SELECT 'old' || n, 1, now() - interval '2 days', now() FROM generate_series(1, 1200) n""");
        database.sql("INSERT INTO login_budgets VALUES ('new', 1, now(), now())");

        database.db()
                .transaction(other -> other.query("SELECT 1 FROM login_budgets WHERE key = 'old7' FOR UPDATE")
                        .execute()
                        .compose(locked -> new LoginSweep(database.db(), Clock.systemUTC()).run()))
                .await();

        assertThat(Rows.list(
                        database.sql("SELECT key FROM login_budgets ORDER BY key"), row -> Rows.string(row, "key")))
                .containsExactly("new", "old7");
    }

    @ParameterizedTest
    @CsvSource({
        "login_transactions, expires_at, login_transactions_expiry",
        "login_sessions, expires_at, login_sessions_expiry",
        "login_links, expires_at, login_links_expiry",
        "login_budgets, updated_at, login_budgets_stale",
        "login_devices, last_seen_at, login_devices_seen",
        "login_sign_ins, at, login_sign_ins_time",
    })
    void oldRowsShouldBeFoundByAnIndex(String table, String column, String index) {
        assertThat(plan("SELECT ctid FROM " + table + " WHERE " + column + " < now() ORDER BY " + column
                        + " LIMIT 500"))
                .contains(index);
    }

    @Test
    void accountShouldBeDeletedWithoutReadingEverySignIn() {
        assertThat(plan("SELECT 1 FROM login_sign_ins WHERE account_id = gen_random_uuid()"))
                .contains("login_sign_ins_account");
    }

    private static String plan(String statement) {
        return database.db()
                .transaction(tx -> tx.query("SET LOCAL enable_seqscan = off")
                        .execute()
                        .compose(off -> tx.query("EXPLAIN " + statement).execute()))
                .map(rows -> String.join("\n", Rows.list(rows, row -> row.getString(0))))
                .await();
    }
}
