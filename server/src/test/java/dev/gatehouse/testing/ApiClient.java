package dev.gatehouse.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One browser of one person, by operation id: keeps cookies, sends what a page of ours would send, and holds each answer against
 * the contract.
 */
public final class ApiClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final ContractChecker contract;
    private final Map<String, String> cookies = new TreeMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private URI base;

    public ApiClient(URI base, ContractChecker contract) {
        this.base = base;
        this.contract = contract;
        headers.put("X-Gatehouse-Request", "1");
        headers.put("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Gatehouse test");
    }

    /** A new browser with the same cookies. */
    public ApiClient copy() {
        ApiClient copy = new ApiClient(base, contract);
        copy.cookies.putAll(cookies);
        copy.headers.putAll(headers);
        return copy;
    }

    /** Goes on at another node, as a load balancer may send it. */
    public ApiClient at(URI node) {
        this.base = node;
        return this;
    }

    /** Pretends to come from that address; the test server trusts the loopback as a proxy. */
    public ApiClient from(String address) {
        headers.put("X-Forwarded-For", address);
        return this;
    }

    public ApiClient header(String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public Answer call(String operationId, Object... pathParameters) {
        return call(operationId, null, Map.of(), pathParameters);
    }

    public Answer send(String operationId, JsonObject body, Object... pathParameters) {
        return call(operationId, body, Map.of(), pathParameters);
    }

    public Answer query(String operationId, Map<String, String> query, Object... pathParameters) {
        return call(operationId, null, query, pathParameters);
    }

    private Answer call(
            String operationId, @Nullable JsonObject body, Map<String, String> query, Object... pathParameters) {
        ContractChecker.Operation operation = contract.operation(operationId);
        String path = fill(operation.path(), pathParameters);
        String search = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        byte[] bytes = body == null ? new byte[0] : body.encode().getBytes(StandardCharsets.UTF_8);
        String type = body == null ? null : "application/json";
        return exchange(operation, path + (search.isEmpty() ? "" : "?" + search), type, bytes);
    }

    /** Sends any bytes as any type to an operation. */
    public Answer raw(String operationId, String pathAndQuery, @Nullable String contentType, byte[] body) {
        return exchange(contract.operation(operationId), pathAndQuery, contentType, body);
    }

    private Answer exchange(
            ContractChecker.Operation operation, String pathAndQuery, @Nullable String contentType, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .timeout(Duration.ofSeconds(30))
                .method(
                        operation.method(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<byte[]> response = exchange(request.build());
        keepCookies(response);
        String text = new String(response.body(), StandardCharsets.UTF_8);
        String type = response.headers().firstValue("Content-Type").orElse("");
        contract.check(operation, response.statusCode(), type, text);
        JsonObject json = type.contains("json") && !type.contains("jsonl") ? new JsonObject(text) : new JsonObject();
        return new Answer(response.statusCode(), json, text, response);
    }

    private static HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keepCookies(HttpResponse<byte[]> response) {
        for (String line : response.headers().allValues("Set-Cookie")) {
            String[] pair = line.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty() || line.contains("Max-Age=0")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
    }

    private static String fill(String path, Object... parameters) {
        String filled = path;
        for (Object parameter : parameters) {
            filled = filled.replaceFirst("\\{\\w+}", parameter.toString());
        }
        if (filled.contains("{")) {
            throw new AssertionError("too few parameters for " + path);
        }
        return filled;
    }
}
