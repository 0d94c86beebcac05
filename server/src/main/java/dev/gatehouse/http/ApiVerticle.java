package dev.gatehouse.http;

import dev.gatehouse.http.Connections.Patience;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The public port: one instance an event loop, all answering the same operations. */
public final class ApiVerticle extends VerticleBase {

    private static final long SWEEP_MILLIS = 1000;

    private final Operations operations;
    private final URI publicUrl;
    private final int port;
    private final String pages;
    private final Patience patience;
    private final SecurityHeaders securityHeaders;
    private @Nullable HttpServer server;

    public ApiVerticle(Operations operations, URI publicUrl, int port) {
        this(operations, publicUrl, port, "webroot", Patience.USUAL);
    }

    /**
     * For tests of this package.
     *
     * @param pages the folder on the class path that holds the application
     */
    ApiVerticle(Operations operations, URI publicUrl, int port, String pages, Patience patience) {
        this.operations = operations;
        this.publicUrl = publicUrl;
        this.port = port;
        this.pages = pages;
        this.patience = patience;
        this.securityHeaders = new SecurityHeaders("https".equals(publicUrl.getScheme()));
    }

    @Override
    public Future<?> start() {
        Router router = router();
        Connections connections = new Connections(patience, router);
        vertx.setPeriodic(Math.min(SWEEP_MILLIS, patience.head().toMillis() / 4), timer -> connections.sweep());
        HttpServer http = vertx.createHttpServer(options())
                .connectionHandler(connections::opened)
                .invalidRequestHandler(request -> {
                    prepare(request.response());
                    connections.undecodable(request);
                })
                .requestHandler(request -> {
                    prepare(request.response());
                    connections.handle(request);
                });
        this.server = http;
        return http.listen(port);
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(10, TimeUnit.SECONDS);
    }

    /** The port that it listens at. */
    int port() {
        return server == null ? port : server.actualPort();
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setIdleTimeout(75)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(8192)
                .setMaxHeaderSize(16_384)
                // A proxy that passes an upgrade on no longer sees, nor guards, what follows on that connection.
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setCompressionSupported(true);
    }

    /** Every answer gets these, whatever comes of the request. */
    private void prepare(HttpServerResponse response) {
        RequestIds.assign(response);
        securityHeaders.add(response);
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            // Routing that starts over, for the page at an address of its own, has thrown the headers away.
            if (!RequestIds.known(context.response())) {
                prepare(context.response());
            }
            context.next();
        });
        // Answers of the API hold secrets beside what the client sent; compressing both together would leak (BREACH).
        router.route("/oauth2/*").handler(context -> {
            context.response().putHeader("Content-Encoding", "identity");
            context.next();
        });
        router.route("/api/*").handler(context -> {
            context.response().putHeader("Content-Encoding", "identity");
            // An id of ".." (or "%2e%2e") would else be the operation above: to end a session, to delete an account.
            if (context.normalizedPath().equals(context.request().path())) {
                context.next();
            } else {
                context.fail(HttpProblems.NOT_FOUND.problem());
            }
        });
        operations.mount(router);
        new WebApp(publicUrl, pages).mount(router);
        ProblemHandler problems = new ProblemHandler();
        router.route().handler(context -> context.fail(404)).failureHandler(problems);
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 416, 500, 501}) {
            router.errorHandler(status, problems);
        }
        return router;
    }
}
