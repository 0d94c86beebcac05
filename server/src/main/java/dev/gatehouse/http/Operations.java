package dev.gatehouse.http;

import dev.gatehouse.http.Contract.Operation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The table of operations: which handler answers which operation of the contract. Features fill it once; each event loop
 * mounts it on a router of its own.
 */
public final class Operations {

    private final Contract contract;
    private final RequestReader reader;
    private final CrossSiteGuard guard;
    private final Authenticator authenticator;
    private final HttpMetrics metrics;
    private final Map<String, Function<Request, Future<Reply>>> handlers = new HashMap<>();

    public Operations(
            Contract contract,
            RequestReader reader,
            CrossSiteGuard guard,
            Authenticator authenticator,
            HttpMetrics metrics) {
        this.contract = contract;
        this.reader = reader;
        this.guard = guard;
        this.authenticator = authenticator;
        this.metrics = metrics;
    }

    /**
     * Binds a handler to an operation.
     *
     * @throws IllegalStateException if the contract has no such operation or it is bound already
     */
    public void on(String operationId, Function<Request, Future<Reply>> handler) {
        if (!contract.operations().containsKey(operationId)) {
            throw new IllegalStateException("the contract has no operation " + operationId);
        }
        if (handlers.putIfAbsent(operationId, handler) != null) {
            throw new IllegalStateException("the operation " + operationId + " is bound twice");
        }
    }

    /**
     * Refuses to start with operations that nobody answers.
     *
     * @throws IllegalStateException naming them
     */
    public void requireComplete() {
        Set<String> unbound = new TreeSet<>(contract.operations().keySet());
        unbound.removeAll(handlers.keySet());
        if (!unbound.isEmpty()) {
            throw new IllegalStateException("nobody answers the operations " + unbound);
        }
    }

    /** Adds a route for each operation, and a 405 for each path of the contract. */
    void mount(Router router) {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        for (Operation operation : contract.operations().values()) {
            String path = operation.path().replaceAll("\\{(\\w+)}", ":$1");
            Set<String> allowed = methods.computeIfAbsent(path, p -> new TreeSet<>());
            allowed.add(operation.method().name());
            Route route = router.route(operation.method(), path).handler(context -> handle(operation, context));
            // Whatever another site may send a browser to does more than reading.
            if (operation.method().equals(HttpMethod.GET) && !operation.crossSite()) {
                allowed.add("HEAD");
                route.method(HttpMethod.HEAD);
            }
            if (operation.cors()) {
                allowed.add("OPTIONS");
                router.route(HttpMethod.OPTIONS, path).handler(Cors::answerPreflight);
            }
        }
        methods.forEach((path, allowed) -> router.route(path).handler(context -> {
            context.response().putHeader("Allow", String.join(", ", allowed));
            context.fail(HttpProblems.METHOD_NOT_ALLOWED.problem());
        }));
    }

    /** Cheap refusals first, and no byte of a body before it is known who sends it: bodies are held in memory. */
    private void handle(Operation operation, RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        long start = System.nanoTime();
        context.put(HttpMetrics.OPERATION, operation.id());
        context.put(FailureForm.KEY, operation.failures());
        if (operation.cors()) {
            Cors.allow(response);
        }
        context.addEndHandler(done -> metrics.record(operation.id(), response.getStatusCode(), start));
        if (BodyReader.announced(request)) {
            request.pause();
            // A refused body is thrown away, for clients that read the answer only after they have sent everything.
            context.addEndHandler(done -> request.resume());
        }
        Function<Request, Future<Reply>> handler = handlers.get(operation.id());
        // A handler may also throw: composing from an empty future turns that into a failure as well.
        Future.succeededFuture()
                .compose(nothing -> {
                    if (!operation.crossSite() && !byToken(operation, request)) {
                        guard.check(request);
                    }
                    requireMediaType(operation, request);
                    return identify(operation, reader.begin(context));
                })
                .compose(known -> BodyReader.read(request, operation.bodyLimit())
                        .map(body -> reader.read(operation, context, known, body)))
                .compose(known -> Future.succeededFuture(known)
                        .compose(handler)
                        .recover(failure -> Future.failedFuture(forPrograms(operation, known, failure))))
                .compose(reply -> Replies.write(context, reply))
                .onFailure(context::fail);
    }

    /** No other site can make a browser send that header, and whoever sends it is judged by it alone. */
    private static boolean byToken(Operation operation, HttpServerRequest request) {
        return !operation.scopes().isEmpty() && request.headers().contains("Authorization");
    }

    /** A program has no page of ours on which its person could prove more: it sends the person to sign in again (RFC 9470). */
    private static Throwable forPrograms(Operation operation, Request request, Throwable failure) {
        boolean program =
                !operation.scopes().isEmpty() && request.authorization().isPresent();
        return program && failure instanceof Problem problem && problem.type().equals(HttpProblems.STEP_UP_REQUIRED)
                ? HttpProblems.insufficientUserAuthentication()
                : failure;
    }

    private static void requireMediaType(Operation operation, HttpServerRequest request) {
        Contract.Body body = operation.body();
        boolean leftOut = body != null && !body.required() && !BodyReader.announced(request);
        if (body != null && !leftOut && !MediaType.is(body.mediaType(), request.getHeader("Content-Type"))) {
            throw HttpProblems.UNSUPPORTED_MEDIA_TYPE.problem("Send " + body.mediaType() + ".");
        }
    }

    private Future<Request> identify(Operation operation, Request request) {
        return operation
                .permission()
                .map(permission -> authenticator
                        .authenticate(request, new Access(permission, operation.scopes()))
                        .map(caller -> {
                            caller.require(permission);
                            return request.by(caller);
                        }))
                .orElseGet(() -> Future.succeededFuture(request));
    }
}
