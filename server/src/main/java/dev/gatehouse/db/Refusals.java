package dev.gatehouse.db;

import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns what a constraint refuses into the problem that the client is told. For {@link Future#recover}. */
public final class Refusals {

    private static final String FOREIGN_KEY = "23503";

    private Refusals() {}

    /** A row refers to one that is not there, or is still referred to. */
    public static <T> Function<Throwable, Future<T>> foreignKey(Supplier<Problem> problem) {
        return failure -> failure instanceof PgException e && FOREIGN_KEY.equals(e.getSqlState())
                ? Future.failedFuture(problem.get())
                : Future.failedFuture(failure);
    }
}
