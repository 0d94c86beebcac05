package dev.gatehouse.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Gives each request an id of our own; one sent by the client is not believed. */
final class RequestIds {

    private static final String HEADER = "X-Request-Id";

    private RequestIds() {}

    static void assign(HttpServerResponse response) {
        byte[] bytes = new byte[8];
        ThreadLocalRandom.current().nextBytes(bytes);
        response.putHeader(HEADER, HexFormat.of().formatHex(bytes));
    }

    static boolean known(HttpServerResponse response) {
        return response.headers().contains(HEADER);
    }

    /** The id of the request that this answers. */
    static String of(HttpServerResponse response) {
        return response.headers().get(HEADER);
    }
}
