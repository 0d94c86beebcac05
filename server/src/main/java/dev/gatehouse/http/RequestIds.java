package dev.gatehouse.http;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Gives each request an id of our own; one sent by the client is not believed. */
final class RequestIds {

    static final String KEY = "requestId";

    private RequestIds() {}

    static void assign(RoutingContext context) {
        byte[] bytes = new byte[8];
        ThreadLocalRandom.current().nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        context.put(KEY, id);
        context.response().putHeader("X-Request-Id", id);
        context.next();
    }
}
