package dev.gatehouse.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes replies to the wire. */
final class Replies {

    private Replies() {}

    static Future<Void> write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response().setStatusCode(reply.status());
        reply.cookies().forEach(response::addCookie);
        response.putHeader("Cache-Control", "no-store");
        reply.headers().forEach(response::putHeader);
        if (reply.parts() != null) {
            response.putHeader("Content-Type", reply.contentType());
            return Streaming.send(context, reply.parts());
        }
        if (reply.body() == null) {
            return response.end();
        }
        response.putHeader("Content-Type", reply.contentType());
        return response.end(reply.body());
    }
}
