package dev.gatehouse.oauth;

import dev.gatehouse.http.Outbound;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
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
        String body = "logout_token=" + URLEncoder.encode(logoutToken, StandardCharsets.UTF_8);
        return targets.resolve(client, Outbound.host(uri))
                .compose(checked -> http.request(Outbound.request(HttpMethod.POST, uri, checked)
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
}
