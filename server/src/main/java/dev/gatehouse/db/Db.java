package dev.gatehouse.db;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiConsumer;
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
    private final BiConsumer<String, String> listener;

    /** A database whose changes nobody on this node remembers. */
    public Db(Pool pool) {
        this(pool, (channel, key) -> {});
    }

    /**
     * A database.
     *
     * @param notifications hears of changes that were made through here, before whoever made them hears that they are made
     */
    public Db(Pool pool, Notifications notifications) {
        this(pool, notifications::hear);
    }

    private Db(Pool pool, BiConsumer<String, String> listener) {
        this.pool = pool;
        this.listener = listener;
    }

    /**
     * Notes that what a {@link Recall} of this node remembers of the key does not hold any more once this work is done. Other nodes
     * hear of it by a trigger of the table.
     *
     * @param client that a {@link Db} has given to the work
     */
    public static void changed(SqlClient client, String channel, UUID key) {
        note(client, channel, key.toString());
    }

    /** The same for everything that is remembered of that channel. */
    public static void changed(SqlClient client, String channel) {
        note(client, channel, Recall.EVERYTHING);
    }

    private static void note(SqlClient client, String channel, String key) {
        if (client instanceof Watched watched) {
            watched.note(channel, key);
        }
    }

    /** Runs the work in one transaction: committed when its future succeeds, rolled back when it fails. */
    public <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
        Watched.Changes changes = new Watched.Changes();
        // Also after a failure: a commit whose answer got lost may have happened.
        return pool.<T>withTransaction(connection -> work.apply(new Watched(connection, changes)))
                .andThen(done -> changes.tell(listener))
                .recover(Db::explain);
    }

    /** Runs single statements outside a transaction. */
    public <T> Future<T> query(Function<SqlClient, Future<T>> work) {
        Watched.Changes changes = new Watched.Changes();
        return Future.succeededFuture()
                .compose(nothing -> work.apply(new Watched(pool, changes)))
                .andThen(done -> changes.tell(listener))
                .recover(Db::explain);
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
