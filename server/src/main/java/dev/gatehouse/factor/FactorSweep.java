package dev.gatehouse.factor;

import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Clears away what has expired, a few rows at a time. Every node may run it at any time. */
final class FactorSweep {

    private static final int BATCH = 500;
    // A spent code still says that no try is left, to whoever asks for another in that session.
    private static final Duration KEEP_CODES = Duration.ofDays(1);
    private static final Duration KEEP_PASSES = Duration.ofDays(30);

    private final ExpiryStore store = new ExpiryStore();
    private final Db db;
    private final Clock clock;

    FactorSweep(Db db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Future<Void> run() {
        Instant now = clock.instant();
        return delete("factor_challenges", now)
                .compose(done -> delete("factor_spent_challenges", now))
                .compose(done -> delete("factor_enrolments", now))
                .compose(done -> delete("factor_mail_codes", now.minus(KEEP_CODES)))
                .compose(done -> delete("factor_passes", now.minus(KEEP_PASSES)));
    }

    private Future<Void> delete(String table, Instant before) {
        return db.query(client -> store.delete(client, table, before, BATCH))
                .compose(deleted -> deleted < BATCH ? Future.succeededFuture() : delete(table, before));
    }
}
