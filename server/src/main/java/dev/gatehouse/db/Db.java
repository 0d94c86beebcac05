package dev.gatehouse.db;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database. Services decide where a transaction begins and ends; stores take the client they are given. A database that
 * does not answer becomes the problem {@code unavailable}: nothing is ever decided without it.
 */
public final class Db {

    private static final Logger LOG = LoggerFactory.getLogger(Db.class);

    private final Pool pool;

    public Db(Pool pool) {
        this.pool = pool;
    }

    /** Runs the work in one transaction: committed when its future succeeds, rolled back when it fails. */
    public <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
        return pool.<T>withTransaction(work::apply).recover(Db::explain);
    }

    /** Runs single statements outside a transaction. */
    public <T> Future<T> query(Function<SqlClient, Future<T>> work) {
        return Future.succeededFuture().compose(nothing -> work.apply(pool)).recover(Db::explain);
    }

    /** Succeeds when the database answers. */
    public Future<Void> check() {
        return pool.query("SELECT 1").execute().mapEmpty();
    }

    public Future<Void> close() {
        return pool.close();
    }

    private static <T> Future<T> explain(Throwable failure) {
        if (failure instanceof Problem || (failure instanceof PgException e && !unavailable(e))) {
            return Future.failedFuture(failure);
        }
        if (failure instanceof RuntimeException && !(failure instanceof VertxException)) {
            return Future.failedFuture(failure);
        }
        LOG.atWarn().addKeyValue("cause", failure.toString()).log("the database does not answer");
        return Future.failedFuture(HttpProblems.UNAVAILABLE.problem().retryAfter(Duration.ofSeconds(2)));
    }

    /**
     * Classes 08 (connection), 40 (rolled back: a deadlock, say), 53 (out of resources) and 57 (cancelled, shutting down,
     * starting up) of SQLSTATE: nothing has happened, and the same may work in a moment.
     */
    private static boolean unavailable(PgException e) {
        String state = e.getSqlState();
        return state != null && Stream.of("08", "40", "53", "57").anyMatch(state::startsWith);
    }
}
