package dev.gatehouse.login;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Statements on {@code login_budgets}. Each decides by itself, so that parallel tries on many nodes cannot overtake it. */
final class BudgetStore {

    /**
     * Drains the bucket, adds one, and works out when the next try is open. Clocks of nodes differ by a little: time never runs
     * backwards here, and tries within the free ones never shut the next one out. The
     * level has a ceiling, so that no flood keeps a bucket full for long.
     */
    private static final String CHARGE = """
            INSERT INTO login_budgets AS b (key, level, updated_at, open_at) VALUES ($1, 1, $2, '-infinity')
            ON CONFLICT (key) DO UPDATE SET
                level = least($6, greatest(0, b.level - greatest(0, extract(epoch FROM $2 - b.updated_at)) / $4)) + 1,
                updated_at = greatest(b.updated_at, $2),
                open_at = CASE
                    WHEN greatest(0, b.level - greatest(0, extract(epoch FROM $2 - b.updated_at)) / $4) + 1 <= $3 THEN b.open_at
                    ELSE $2 + make_interval(secs => least($5, power(2, least(30,
                        greatest(0, b.level - greatest(0, extract(epoch FROM $2 - b.updated_at)) / $4) - $3)))::double precision)
                END
            """;

    /** Takes one try; false when it is not open yet, and then nothing is counted. */
    Future<Boolean> take(SqlClient client, Budget budget, Instant now) {
        return client.preparedQuery(CHARGE + " WHERE b.open_at <= $2 RETURNING level")
                .execute(parameters(budget, now))
                .map(rows -> rows.size() > 0);
    }

    /** Counts a failure, open or not. */
    Future<Void> charge(SqlClient client, Budget budget, Instant now) {
        return client.preparedQuery(CHARGE).execute(parameters(budget, now)).mapEmpty();
    }

    /** The latest time at which all of these are open; empty when they are. */
    Future<Optional<Instant>> closedUntil(SqlClient client, List<String> keys, Instant now) {
        return client.preparedQuery(
                        "SELECT max(open_at) AS open_at FROM login_budgets WHERE key = ANY($1) AND open_at > $2")
                .execute(Tuple.of(keys.toArray(String[]::new), Rows.time(now)))
                .map(rows -> Rows.first(rows, row -> Optional.ofNullable(Rows.maybeInstant(row, "open_at")))
                        .flatMap(maybe -> maybe));
    }

    /** Whether one of these is fuller than its free tries. */
    Future<Boolean> anySpent(SqlClient client, List<Budget> budgets, Instant now) {
        return client.preparedQuery("""
                        SELECT 1 FROM login_budgets
                        JOIN unnest($1::text[], $2::float8[], $3::float8[]) AS asked (key, free, drain) USING (key)
                        WHERE level - greatest(0, extract(epoch FROM $4 - updated_at)) / drain > free
                        """)
                .execute(Tuple.of(
                        budgets.stream().map(Budget::key).toArray(String[]::new),
                        budgets.stream().map(budget -> (double) budget.free()).toArray(Double[]::new),
                        budgets.stream().map(BudgetStore::seconds).toArray(Double[]::new),
                        Rows.time(now)))
                .map(rows -> rows.size() > 0);
    }

    Future<Void> forget(SqlClient client, String key) {
        return client.preparedQuery("DELETE FROM login_budgets WHERE key = $1")
                .execute(Tuple.of(key))
                .mapEmpty();
    }

    private static Tuple parameters(Budget budget, Instant now) {
        return Tuple.of(
                budget.key(),
                Rows.time(now),
                (double) budget.free(),
                seconds(budget),
                budget.longestWait().toMillis() / 1000.0,
                budget.ceiling());
    }

    private static double seconds(Budget budget) {
        return budget.drain().toMillis() / 1000.0;
    }
}
