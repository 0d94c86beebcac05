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

/** The one place where a failure becomes an answer, in the form that the operation tells failures in. */
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
        FailureForm form = context.get(FailureForm.KEY);
        switch (form == null ? FailureForm.PROBLEM : form) {
            case PROBLEM -> answer(response, problem);
            case OAUTH -> {
                head(response, problem, "application/json");
                response.end(OAuthErrors.body(problem).toBuffer());
            }
            case PAGE -> {
                head(response, problem, "text/html; charset=utf-8");
                response.end(ErrorPage.body(problem, RequestIds.of(response)));
            }
        }
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

    private static void head(HttpServerResponse response, Problem problem, String contentType) {
        response.setStatusCode(problem.type().status())
                .putHeader("Content-Type", contentType)
                .putHeader("Cache-Control", "no-store");
        if (problem.challenge() != null) {
            response.putHeader("WWW-Authenticate", problem.challenge());
        }
        if (problem.retryAfter() != null) {
            response.putHeader("Retry-After", Long.toString(seconds(problem.retryAfter())));
        }
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** Writes a problem as {@code application/problem+json}, the whole answer (RFC 9457). */
    static void answer(HttpServerResponse response, Problem problem) {
        head(response, problem, "application/problem+json");
        JsonObject body = new JsonObject()
                .put("type", problem.type().uri())
                .put("title", problem.type().title())
                .put("status", problem.type().status())
                .put("requestId", RequestIds.of(response));
        if (problem.detail() != null) {
            body.put("detail", problem.detail());
        }
        if (problem.retryAfter() != null) {
            body.put("retryAfter", seconds(problem.retryAfter()));
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
