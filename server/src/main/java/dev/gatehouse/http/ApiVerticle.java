package dev.gatehouse.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The public port: one instance an event loop, all answering the same operations. */
public final class ApiVerticle extends VerticleBase {

    private final Operations operations;
    private final URI publicUrl;
    private final int port;
    private @Nullable HttpServer server;

    public ApiVerticle(Operations operations, URI publicUrl, int port) {
        this.operations = operations;
        this.publicUrl = publicUrl;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(75)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(8192)
                .setMaxHeaderSize(16_384)
                .setCompressionSupported(true);
        HttpServer http = vertx.createHttpServer(options).requestHandler(router());
        this.server = http;
        return http.listen(port);
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(10, TimeUnit.SECONDS);
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(RequestIds::assign).handler(new SecurityHeaders("https".equals(publicUrl.getScheme())));
        // Answers of the API hold secrets beside what the client sent; compressing both together would leak (BREACH).
        router.route("/api/*").handler(context -> {
            context.response().putHeader("Content-Encoding", "identity");
            context.next();
        });
        operations.mount(router);
        new WebApp(publicUrl).mount(router);
        ProblemHandler problems = new ProblemHandler();
        router.route().handler(context -> context.fail(404)).failureHandler(problems);
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 500, 501}) {
            router.errorHandler(status, problems);
        }
        return router;
    }
}
