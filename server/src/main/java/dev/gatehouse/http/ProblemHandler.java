package dev.gatehouse.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an {@code application/problem+json} answer (RFC 9457). */
final class ProblemHandler implements Handler<RoutingContext> {

    private static final Pattern MALFORMED_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        Problem problem = problem(context);
        LOG.atInfo()
                .addKeyValue("requestId", RequestIds.of(response))
                .addKeyValue("operation", context.<String>get(HttpMetrics.OPERATION))
                .addKeyValue("problem", problem.type().slug())
                .log("refused");
        answer(response, problem);
    }

    /** Answers what is no HTTP request at all. */
    static void answerUndecodable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        ProblemType type =
                switch (cause) {
                    case TooLongHttpLineException line -> HttpProblems.ADDRESS_TOO_LONG;
                    case TooLongHttpHeaderException header -> HttpProblems.HEADERS_TOO_LARGE;
                    case null, default -> HttpProblems.INVALID_REQUEST;
                };
        answer(request.response().putHeader("Connection", "close"), type.problem());
    }

    private static Problem problem(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (MALFORMED_ESCAPE.matcher(context.request().uri()).find()) {
            // The router cannot decode such an address; no handler of ours has run.
            return HttpProblems.INVALID_REQUEST.problem("The address is not well-formed.");
        }
        int status = failure instanceof HttpException http ? http.getStatusCode() : context.statusCode();
        if (status == 404) {
            return HttpProblems.NOT_FOUND.problem();
        }
        if (status >= 400 && status < 500) {
            return HttpProblems.INVALID_REQUEST.problem();
        }
        LOG.atError()
                .setCause(failure)
                .addKeyValue("requestId", RequestIds.of(context.response()))
                .addKeyValue("operation", context.<String>get(HttpMetrics.OPERATION))
                .log("request failed");
        return HttpProblems.INTERNAL.problem();
    }

    /** Writes a problem as the whole answer. */
    static void answer(HttpServerResponse response, Problem problem) {
        response.setStatusCode(problem.type().status());
        response.putHeader("Content-Type", "application/problem+json");
        response.putHeader("Cache-Control", "no-store");
        JsonObject body = new JsonObject()
                .put("type", problem.type().uri())
                .put("title", problem.type().title())
                .put("status", problem.type().status())
                .put("requestId", RequestIds.of(response));
        if (problem.detail() != null) {
            body.put("detail", problem.detail());
        }
        Duration wait = problem.retryAfter();
        if (wait != null) {
            long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
            response.putHeader("Retry-After", Long.toString(seconds));
            body.put("retryAfter", seconds);
        }
        if (!problem.errors().isEmpty()) {
            JsonArray errors = new JsonArray();
            problem.errors()
                    .forEach(error -> errors.add(Json.object()
                            .put("pointer", error.pointer())
                            .put("code", error.code())
                            .put("message", error.message())
                            .done()));
            body.put("errors", errors);
        }
        response.end(body.toBuffer());
    }
}
