package dev.gatehouse.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a body into memory, up to a limit, and as nothing but bytes: forms and uploads are never parsed. */
final class BodyReader {

    private BodyReader() {}

    /** Whether the head of the request announces a body. */
    static boolean announced(HttpServerRequest request) {
        return declared(request) > 0 || request.headers().contains("Transfer-Encoding");
    }

    /**
     * The body of a request that has been paused if it announces one.
     *
     * @param limit bytes; beyond it the future fails with {@code too-large}, at once where the length is declared
     */
    static Future<Buffer> read(HttpServerRequest request, int limit) {
        if (!announced(request)) {
            return Future.succeededFuture(Buffer.buffer());
        }
        if (declared(request) > limit) {
            return Future.failedFuture(HttpProblems.TOO_LARGE.problem());
        }
        String expectation = request.getHeader("Expect");
        if (expectation != null) {
            if (!expectation.equalsIgnoreCase("100-continue")) {
                return Future.failedFuture(HttpProblems.EXPECTATION_FAILED.problem());
            }
            request.response().writeContinue();
        }
        return collect(request, limit);
    }

    private static Future<Buffer> collect(HttpServerRequest request, int limit) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() > limit) {
                request.handler(null);
                whole.tryFail(HttpProblems.TOO_LARGE.problem());
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(
                broken -> whole.tryFail(HttpProblems.INVALID_REQUEST.problem("The body did not arrive whole.")));
        request.endHandler(done -> whole.tryComplete(body));
        request.resume();
        return whole.future();
    }

    /** The declared length; 0 without one. The server has refused what is no number. */
    private static long declared(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }
}
