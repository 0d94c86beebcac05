package dev.gatehouse.login;

import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Clears away what has expired, some rows at a time: transactions, sessions, links, budgets, old sign-ins. Every node may run it
 * at any time.
 */
final class LoginSweep {

    private static final int BATCH = 500;
    // What is left over waits for the next sweep.
    private static final int MOST_BATCHES = 200;
    private static final Duration KEEP_ENDED_SESSIONS = Duration.ofDays(90);
    private static final Duration KEEP_LINKS = Duration.ofDays(30);
    private static final Duration KEEP_SIGN_INS = Duration.ofDays(60);
    // By then the slowest bucket has drained.
    private static final Duration KEEP_BUDGETS = Duration.ofDays(1);
    private static final Duration KEEP_DEVICES = Duration.ofDays(400);

    private final ExpiryStore store = new ExpiryStore();
    private final Db db;
    private final Clock clock;

    LoginSweep(Db db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Future<Void> run() {
        Instant now = clock.instant();
        return delete("login_transactions", "expires_at", now)
                .compose(done -> delete("login_sessions", "expires_at", now.minus(KEEP_ENDED_SESSIONS)))
                .compose(done -> delete("login_links", "expires_at", now.minus(KEEP_LINKS)))
                .compose(done -> delete("login_budgets", "updated_at", now.minus(KEEP_BUDGETS)))
                .compose(done -> delete("login_devices", "last_seen_at", now.minus(KEEP_DEVICES)))
                .compose(done -> delete("login_sign_ins", "at", now.minus(KEEP_SIGN_INS)));
    }

    private Future<Void> delete(String table, String column, Instant before) {
        return delete(table, column, before, MOST_BATCHES);
    }

    private Future<Void> delete(String table, String column, Instant before, int batches) {
        return db.query(client -> store.delete(client, table, column, before, BATCH))
                .compose(deleted -> deleted < BATCH || batches == 1
                        ? Future.succeededFuture()
                        : delete(table, column, before, batches - 1));
    }
}
