package dev.gatehouse.mail;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;

/** The statements on {@code mail_budgets}. */
final class MailBudgetStore {

    // Clocks of nodes differ by a little: time never runs backwards here.
    private static final String DRAINED =
            "greatest(0, b.level - greatest(0, extract(epoch FROM $2::timestamptz - b.updated_at)) / $3::double precision)";

    /** Counts one if there is room, and locks the bucket until the transaction ends. */
    Future<Boolean> take(SqlClient tx, MailBudgets.Budget budget, Instant now) {
        return tx.preparedQuery("INSERT INTO mail_budgets AS b (key, level, updated_at) VALUES ($1, 1, $2)"
                        + " ON CONFLICT (key) DO UPDATE SET level = " + DRAINED
                        + " + 1, updated_at = greatest(b.updated_at, $2) WHERE " + DRAINED
                        + " + 1 <= $4::double precision RETURNING level")
                .execute(Tuple.of(budget.key(), Rows.time(now), seconds(budget), (double) budget.most()))
                .map(rows -> rows.size() > 0);
    }

    /** How long until there is room for one more. */
    Future<Duration> wait(SqlClient tx, MailBudgets.Budget budget, Instant now) {
        return tx.preparedQuery(
                        "SELECT ((" + DRAINED + " + 1 - $4::double precision) * $3::double precision * 1000)::bigint"
                                + " AS millis FROM mail_budgets b WHERE key = $1")
                .execute(Tuple.of(budget.key(), Rows.time(now), seconds(budget), (double) budget.most()))
                .map(rows -> Rows.first(rows, row -> Duration.ofMillis(Math.max(0, row.getLong("millis"))))
                        .orElse(budget.drain()));
    }

    /** Deletes buckets that have drained since. */
    Future<Void> forget(SqlClient client, Instant before) {
        return client.preparedQuery("DELETE FROM mail_budgets WHERE updated_at < $1")
                .execute(Tuple.of(Rows.time(before)))
                .mapEmpty();
    }

    private static double seconds(MailBudgets.Budget budget) {
        return budget.drain().toMillis() / 1000.0;
    }
}
