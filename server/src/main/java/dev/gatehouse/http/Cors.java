package dev.gatehouse.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets scripts of every origin read the answers of an operation. Never with credentials: such operations look at what a client
 * sends in the request itself, and at no cookie.
 */
final class Cors {

    private Cors() {}

    static void allow(HttpServerResponse response) {
        response.putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Expose-Headers", "WWW-Authenticate, DPoP-Nonce, Retry-After, X-Request-Id")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    static void answerPreflight(RoutingContext context) {
        allow(context.response());
        context.response()
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "GET, POST")
                .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, DPoP")
                .putHeader("Access-Control-Max-Age", "7200")
                .end();
    }
}
