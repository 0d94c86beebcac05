package dev.gatehouse.http;

import io.vertx.core.Handler;
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
        write(context, problem(context));
    }

    private static Problem problem(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (MALFORMED_ESCAPE.matcher(String.valueOf(context.request().path())).find()) {
            // The router cannot decode such a path; no handler of ours has run.
            return HttpProblems.INVALID_REQUEST.problem("The address is not well-formed.");
        }
        int status = failure instanceof HttpException http ? http.getStatusCode() : context.statusCode();
        return switch (status) {
            case 400 -> HttpProblems.INVALID_REQUEST.problem();
            case 404 -> HttpProblems.NOT_FOUND.problem();
            case 405 -> HttpProblems.METHOD_NOT_ALLOWED.problem();
            case 413 -> HttpProblems.TOO_LARGE.problem();
            case 415 -> HttpProblems.UNSUPPORTED_MEDIA_TYPE.problem();
            default -> {
                LOG.atError()
                        .setCause(failure)
                        .addKeyValue("requestId", context.<String>get(RequestIds.KEY))
                        .addKeyValue("operation", context.<String>get(HttpMetrics.OPERATION))
                        .log("request failed");
                yield HttpProblems.INTERNAL.problem();
            }
        };
    }

    private static void write(RoutingContext context, Problem problem) {
        HttpServerResponse response =
                context.response().setStatusCode(problem.type().status());
        response.putHeader("Content-Type", "application/problem+json");
        response.putHeader("Cache-Control", "no-store");
        JsonObject body = new JsonObject()
                .put("type", problem.type().uri())
                .put("title", problem.type().title())
                .put("status", problem.type().status())
                .put("requestId", context.<String>get(RequestIds.KEY));
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
