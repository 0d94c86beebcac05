package dev.gatehouse.oauth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Brings a logout token to a client (OpenID Connect Back-Channel Logout 1.0, section 2.5). Follows no redirect, reads no answer. */
final class LogoutSender {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final LogoutTargets targets;

    LogoutSender(Vertx vertx, LogoutTargets targets) {
        this.http = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
        this.targets = targets;
    }

    /** Succeeds when the client has taken it. */
    Future<Void> send(Client client, String address, String logoutToken) {
        URI uri = URI.create(address);
        boolean tls = uri.getScheme().equalsIgnoreCase("https");
        int usual = tls ? 443 : 80;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        String body = "logout_token=" + URLEncoder.encode(logoutToken, StandardCharsets.UTF_8);
        return targets.resolve(client, host)
                .compose(checked -> http.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setServer(SocketAddress.inetSocketAddress(port, checked))
                        .setHost(uri.getHost())
                        .setPort(port)
                        .setSsl(tls)
                        .setURI(path(uri))
                        .setFollowRedirects(false)
                        .setTimeout(PATIENCE.toMillis())
                        .putHeader("Content-Type", "application/x-www-form-urlencoded")))
                .compose(request -> request.send(body))
                .map(response -> {
                    response.exceptionHandler(reset -> {});
                    response.request().reset();
                    if (response.statusCode() / 100 != 2) {
                        throw new IllegalStateException("the client has answered " + response.statusCode());
                    }
                    return null;
                });
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
