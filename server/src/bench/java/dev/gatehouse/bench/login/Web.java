package dev.gatehouse.bench.login;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Plain HTTP to one port, over kept connections; no redirects are followed. */
final class Web {

    private final HttpClient client;
    private final int port;

    Web(Vertx vertx, int port) {
        this.port = port;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(30).setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(400).setMaxWaitQueueSize(20_000));
    }

    /** An answer, read whole. */
    record Answer(int status, String location, List<String> setCookies, Buffer body) {

        Answer require(int wanted) {
            if (status == 429 || status == 503) {
                throw new Subject.Refused(status);
            }
            if (status != wanted) {
                String text = body.toString();
                throw new Subject.Unexpected(
                        status + " instead of " + wanted + ": " + text.substring(0, Math.min(300, text.length())));
            }
            return this;
        }
    }

    Future<Answer> get(String path, Map<String, String> headers) {
        return send(HttpMethod.GET, path, headers, null);
    }

    Future<Answer> form(String path, Map<String, String> headers, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return send(HttpMethod.POST, path, all, Buffer.buffer(encode(fields)));
    }

    Future<Answer> json(HttpMethod method, String path, Map<String, String> headers, String body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        return send(method, path, all, Buffer.buffer(body));
    }

    private Future<Answer> send(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost("localhost")
                .setPort(port)
                .setURI(path)
                .setTimeout(30_000);
        headers.forEach(options::putHeader);
        return client.request(options)
                .compose(request -> body == null ? request.send() : request.send(body))
                .compose(response -> response.body()
                        .map(read -> new Answer(
                                response.statusCode(),
                                response.getHeader("Location"),
                                response.cookies(),
                                read)));
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Everybody signs in from a network of their own, as behind a load balancer. */
    static String anyAddress() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }

    /** The value of a parameter in the query of an address. */
    static String parameter(String address, String name) {
        for (String pair : address.substring(address.indexOf('?') + 1).split("&")) {
            if (pair.startsWith(name + "=")) {
                return java.net.URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new Subject.Unexpected("no " + name + " in " + address);
    }
}
