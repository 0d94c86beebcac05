package dev.gatehouse.http;

import dev.gatehouse.http.Contract.Operation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
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
            Contract.Body body = operation.body();
            if (body != null) {
                router.route(operation.method(), path).handler(context -> requireMediaType(body, context));
            }
            int limit = body == null ? Contract.DEFAULT_BODY_LIMIT : body.limit();
            Route route = router.route(operation.method(), path)
                    .handler(BodyHandler.create(false).setBodyLimit(limit))
                    .handler(context -> handle(operation, context));
            if (operation.method().equals(HttpMethod.GET)) {
                allowed.add("HEAD");
                route.method(HttpMethod.HEAD);
            }
        }
        methods.forEach((path, allowed) -> router.route(path).handler(context -> {
            context.response().putHeader("Allow", String.join(", ", allowed));
            context.fail(HttpProblems.METHOD_NOT_ALLOWED.problem());
        }));
    }

    private static void requireMediaType(Contract.Body body, RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        String essence = type == null ? "" : type.split(";", 2)[0].strip();
        boolean absentAndOptional = type == null && !body.required();
        if (absentAndOptional || essence.equalsIgnoreCase(body.mediaType())) {
            context.next();
        } else {
            context.fail(HttpProblems.UNSUPPORTED_MEDIA_TYPE.problem("Send " + body.mediaType() + "."));
        }
    }

    private void handle(Operation operation, RoutingContext context) {
        long start = System.nanoTime();
        context.put(HttpMetrics.OPERATION, operation.id());
        context.addEndHandler(
                done -> metrics.record(operation.id(), context.response().getStatusCode(), start));
        Function<Request, Future<Reply>> handler = handlers.get(operation.id());
        // A handler may also throw: composing from an empty future turns that into a failure as well.
        Future.succeededFuture()
                .compose(nothing -> {
                    guard.check(context.request());
                    Request request = reader.read(operation, context);
                    return operation
                            .permission()
                            .map(permission -> identify(request, permission))
                            .orElseGet(() -> Future.succeededFuture(request));
                })
                .compose(handler)
                .compose(reply -> Replies.write(context, reply))
                .onFailure(context::fail);
    }

    private Future<Request> identify(Request request, Permission permission) {
        return authenticator.authenticate(request, permission).map(caller -> {
            caller.require(permission);
            return request.by(caller);
        });
    }
}
