package dev.gatehouse.federation;

import dev.gatehouse.http.Outbound;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks identity providers. Follows no redirect, waits for a short time in all, and reads no more than a document of theirs can
 * have; every failure is an {@link UpstreamFailure}.
 */
final class UpstreamHttp {

    /** The largest documents of well-known providers have 20 kB. */
    static final int LARGEST = 256 * 1024;

    private final HttpClient http;
    private final Targets targets;
    private final Duration patience;

    /**
     * Makes a client.
     *
     * @param patience from the first packet to the last byte of the answer
     */
    UpstreamHttp(Vertx vertx, Targets targets, Duration patience) {
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setDecompressionSupported(false)
                .setConnectTimeout((int) patience.toMillis())
                .setSslHandshakeTimeout(patience.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
        this.targets = targets;
        this.patience = patience;
    }

    Future<JsonObject> get(String address) {
        return exchange(HttpMethod.GET, address, Buffer.buffer(), Optional.empty());
    }

    /** Posts a form. */
    Future<JsonObject> post(String address, String form, Optional<String> authorization) {
        return exchange(HttpMethod.POST, address, Buffer.buffer(form), authorization);
    }

    private Future<JsonObject> exchange(
            HttpMethod method, String address, Buffer body, Optional<String> authorization) {
        URI uri = targets.parse(address).orElseThrow(() -> new UpstreamFailure("An address of it is not https."));
        Future<JsonObject> answer = targets.resolve(Outbound.host(uri))
                .compose(checked -> http.request(options(method, uri, checked, authorization)))
                .compose(request -> inTime(read(request, body)).onFailure(late -> request.reset()));
        return inTime(answer).recover(failure -> Future.failedFuture(inWords(failure)));
    }

    private Future<JsonObject> inTime(Future<JsonObject> answer) {
        return answer.timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private RequestOptions options(HttpMethod method, URI uri, String checked, Optional<String> authorization) {
        RequestOptions options = Outbound.request(method, uri, checked).putHeader("Accept", "application/json");
        authorization.ifPresent(value -> options.putHeader("Authorization", value));
        return method.equals(HttpMethod.POST)
                ? options.putHeader("Content-Type", "application/x-www-form-urlencoded")
                : options;
    }

    private static Future<JsonObject> read(HttpClientRequest request, Buffer body) {
        return request.send(body).compose(response -> {
            if (response.statusCode() / 100 == 3) {
                throw new UpstreamFailure("It answers with a redirect, which is not followed.");
            }
            if (response.statusCode() != 200) {
                throw new UpstreamFailure("It answers with status " + response.statusCode() + ".");
            }
            return bounded(response).map(UpstreamHttp::json);
        });
    }

    /** The body, unless it is too large. A promise, because the library's own collector has no limit. */
    private static Future<Buffer> bounded(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(read));
        response.handler(part -> {
            if (read.length() + part.length() > LARGEST) {
                whole.tryFail(new UpstreamFailure("Its answer is too large."));
            } else {
                read.appendBuffer(part);
            }
        });
        return whole.future();
    }

    private static JsonObject json(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            throw new UpstreamFailure("Its answer is not a JSON object.");
        }
    }

    private static UpstreamFailure inWords(Throwable failure) {
        if (failure instanceof UpstreamFailure known) {
            return known;
        }
        return failure instanceof TimeoutException
                ? new UpstreamFailure("It takes too long to answer.")
                : new UpstreamFailure("It cannot be reached, or its certificate is not good.");
    }
}
