package dev.gatehouse.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URI;

/** Serves the bundled single-page application: hashed assets for ever, the page itself for each address of the application. */
final class WebApp {

    private final String ownHost;
    private final String ownOrigin;

    WebApp(URI publicUrl) {
        this.ownHost = publicUrl.getAuthority();
        this.ownOrigin = CrossSiteGuard.origin(publicUrl);
    }

    void mount(Router router) {
        router.get("/assets/*").handler(context -> {
            context.response().putHeader("Cache-Control", "public, max-age=31536000, immutable");
            context.next();
        });
        router.get("/assets/*")
                .handler(StaticHandler.create("webroot/assets")
                        .setCachingEnabled(false)
                        .setIncludeHidden(false));
        router.get("/assets/*").handler(context -> context.fail(HttpProblems.NOT_FOUND.problem()));
        router.get("/api/*").handler(context -> context.fail(HttpProblems.NOT_FOUND.problem()));
        reads(router).handler(this::toOwnHost);
        reads(router)
                .handler(
                        StaticHandler.create("webroot").setCachingEnabled(false).setIndexPage("index.html"));
        reads(router).handler(this::page);
    }

    private static Route reads(Router router) {
        return router.route().method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    /** A person who typed another name of this machine would be refused at the first change: send them to the right one. */
    private void toOwnHost(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response().putHeader("Cache-Control", "no-cache");
        boolean navigation = "document".equals(request.getHeader("Sec-Fetch-Dest"));
        if (navigation
                && request.authority() != null
                && !ownHost.equals(request.authority().toString())) {
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
