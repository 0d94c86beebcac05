package dev.gatehouse.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a body part by part. At most one part is in memory: the next is asked for when the socket has taken the one before, which
 * a client that reads slowly delays, and a client that has gone away prevents.
 */
final class Streaming {

    private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Parts parts;
    // Parts are counted in thousands: futures composed one into the next would be a chain that long.
    private final Promise<Void> sent = Promise.promise();

    private Streaming(RoutingContext context, Parts parts) {
        this.context = context;
        this.response = context.response();
        this.parts = parts;
    }

    /** Sends the parts; fails before anything is written when the first of them cannot be made. */
    static Future<Void> send(RoutingContext context, Parts parts) {
        // Also when the connection ends before the answer does.
        context.addEndHandler(done -> parts.close());
        if (context.request().method().equals(HttpMethod.HEAD)) {
            return context.response().end();
        }
        Streaming streaming = new Streaming(context, parts);
        context.response().setChunked(true);
        streaming.step();
        return streaming.sent.future();
    }

    private void step() {
        if (gone()) {
            sent.complete();
        } else {
            Future.succeededFuture().compose(now -> parts.next()).onComplete(this::made);
        }
    }

    private void made(AsyncResult<Optional<Buffer>> part) {
        if (gone()) {
            sent.complete();
        } else if (part.failed()) {
            failed(part.cause());
        } else if (part.result().isEmpty()) {
            response.end().onComplete(sent);
        } else {
            response.write(part.result().get()).onComplete(this::written);
        }
    }

    private void written(AsyncResult<Void> written) {
        if (written.failed()) {
            // Nobody is left to be told.
            sent.complete();
        } else {
            // Others on this event loop have their turn in between.
            context.vertx().runOnContext(now -> step());
        }
    }

    private void failed(Throwable failure) {
        if (response.headWritten()) {
            // The status has gone out already: that the end is missing is all that can be told.
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("requestId", RequestIds.of(response))
                    .log("an answer broke off");
        }
        sent.fail(failure);
    }

    private boolean gone() {
        return response.closed() || response.ended();
    }
}
