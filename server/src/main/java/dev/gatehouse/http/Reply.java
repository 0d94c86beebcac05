package dev.gatehouse.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a handler answers. Failures are not replies: a handler fails its future with a {@link Problem}.
 *
 * @param headers beside the content type; without a {@code Cache-Control} among them nothing is kept anywhere
 */
public record Reply(
        int status,
        @Nullable String contentType,
        @Nullable Buffer body,
        Map<String, String> headers,
        List<Cookie> cookies,
        @Nullable Parts parts) {

    private static final Reply OK = new Reply(200, null, null, Map.of(), List.of());
    private static final Reply NO_CONTENT = new Reply(204, null, null, Map.of(), List.of());
    private static final Reply ACCEPTED = new Reply(202, null, null, Map.of(), List.of());

    /** Done, and nothing to say. */
    public static Reply ok() {
        return OK;
    }

    /** An answer that is there as a whole. */
    public Reply(
            int status,
            @Nullable String contentType,
            @Nullable Buffer body,
            Map<String, String> headers,
            List<Cookie> cookies) {
        this(status, contentType, body, headers, cookies, null);
    }

    public static Reply ok(JsonObject body) {
        return json(200, body);
    }

    public static Reply created(JsonObject body) {
        return json(201, body);
    }

    public static Reply accepted(JsonObject body) {
        return json(202, body);
    }

    public static Reply accepted() {
        return ACCEPTED;
    }

    public static Reply noContent() {
        return NO_CONTENT;
    }

    public static Reply json(int status, JsonObject body) {
        return new Reply(status, "application/json", body.toBuffer(), Map.of(), List.of());
    }

    /** A JSON document, ready in memory, that everybody may keep for so long. */
    public static Reply published(Buffer json, Duration maxAge) {
        return new Reply(
                200,
                "application/json",
                json,
                Map.of("Cache-Control", "public, max-age=" + maxAge.toSeconds()),
                List.of());
    }

    /** Sends a browser on with a GET, whatever it came with (RFC 9110, section 15.4.4). */
    public static Reply redirect(String location) {
        return new Reply(303, null, null, Map.of("Location", location), List.of());
    }

    /**
     * A page that is not part of the application.
     *
     * @param contentSecurityPolicy what it may do, instead of what our other pages may
     */
    public static Reply html(String page, String contentSecurityPolicy) {
        return new Reply(
                200,
                "text/html; charset=utf-8",
                Buffer.buffer(page),
                Map.of("Content-Security-Policy", contentSecurityPolicy),
                List.of());
    }

    /** A file of comma-separated values, offered for download. */
    public static Reply csv(String fileName, Parts rows) {
        return new Reply(
                200,
                "text/csv; charset=utf-8",
                null,
                Map.of("Content-Disposition", "attachment; filename=\"" + fileName + "\""),
                List.of(),
                rows);
    }

    /** JSON objects, one a line, each sent as soon as it is known. */
    public static Reply jsonLines(Parts lines) {
        return new Reply(200, "application/jsonl", null, Map.of(), List.of(), lines);
    }

    /** The same answer, setting these cookies as well. */
    public Reply cookies(List<Cookie> more) {
        return new Reply(
                status,
                contentType,
                body,
                headers,
                Stream.concat(cookies.stream(), more.stream()).toList(),
                parts);
    }

    /** {@code {"items": [...]}}. */
    public static <T> JsonObject items(List<T> items, Function<? super T, JsonObject> toJson) {
        return new JsonObject()
                .put("items", new JsonArray(items.stream().map(toJson).toList()));
    }
}
