package dev.gatehouse.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** A body that is made while it is sent, so that its length costs no memory. Used by one answer, on that answer's event loop. */
public interface Parts {

    /** Makes the next part; empty after the last one. Called again only when the part before has gone out. */
    Future<Optional<Buffer>> next();

    /** Nobody will ask any more: all has been sent, something failed, or the client has gone away. */
    default void close() {}
}
