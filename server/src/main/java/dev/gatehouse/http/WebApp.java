package dev.gatehouse.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URI;
import java.util.List;

/** Serves the bundled single-page application: hashed assets for ever, the page itself for each address of the application. */
final class WebApp {

    private static final List<String> PROXY_HEADERS = List.of("X-Forwarded-For", "X-Forwarded-Host", "Forwarded");

    private final String ownHost;
    private final String ownOrigin;
    private final String folder;

    /**
     * @param folder where on the class path the application is
     */
    WebApp(URI publicUrl, String folder) {
        this.folder = folder;
        this.ownHost = CrossSiteGuard.authority(publicUrl);
        this.ownOrigin = CrossSiteGuard.origin(publicUrl);
    }

    void mount(Router router) {
        reads(router, "/assets/*").handler(context -> {
            context.response()
                    .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                    .putHeader("Vary", "Accept-Encoding");
            context.next();
        });
        reads(router, "/assets/*").handler(files(folder + "/assets"));
        reads(router, "/assets/*").handler(context -> context.fail(HttpProblems.NOT_FOUND.problem()));
        for (String path : List.of("/api/*", "/oauth2/*", "/.well-known/*")) {
            reads(router, path).handler(context -> context.fail(HttpProblems.NOT_FOUND.problem()));
        }
        reads(router, "/*").handler(this::toOwnHost);
        reads(router, "/*").handler(files(folder).setIndexPage("index.html"));
        reads(router, "/*").handler(this::page);
    }

    private static Route reads(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static StaticHandler files(String folder) {
        return StaticHandler.create(folder).setCachingEnabled(false).setIncludeHidden(false);
    }

    /**
     * A person who typed another name of this machine would be refused at the first change: send them to the right one. What a
     * proxy has passed on is left alone: it may have put its own name for this server into {@code Host}, and the person would be
     * sent in circles.
     */
    private void toOwnHost(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response().putHeader("Cache-Control", "no-cache").putHeader("Vary", "Accept-Encoding");
        boolean navigation = "document".equals(request.getHeader("Sec-Fetch-Dest"));
        boolean direct = PROXY_HEADERS.stream().noneMatch(request.headers()::contains);
        if (navigation
                && direct
                && request.authority() != null
                && !ownHost.equalsIgnoreCase(request.authority().toString())) {
            context.response()
                    .setStatusCode(302)
                    .putHeader("Location", ownOrigin + "/")
                    .end();
        } else {
            context.next();
        }
    }

    private void page(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        if (accept != null && accept.contains("text/html")) {
            context.reroute("/index.html");
        } else {
            context.fail(HttpProblems.NOT_FOUND.problem());
        }
    }
}
