package dev.gatehouse.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a handler answers. Failures are not replies: a handler fails its future with a {@link Problem}. */
public record Reply(
        int status,
        @Nullable String contentType,
        @Nullable Buffer body,
        @Nullable String fileName,
        List<Cookie> cookies,
        @Nullable Parts parts) {

    private static final Reply NO_CONTENT = new Reply(204, null, null, null, List.of());
    private static final Reply ACCEPTED = new Reply(202, null, null, null, List.of());

    /** An answer that is there as a whole. */
    public Reply(
            int status,
            @Nullable String contentType,
            @Nullable Buffer body,
            @Nullable String fileName,
            List<Cookie> cookies) {
        this(status, contentType, body, fileName, cookies, null);
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
        return new Reply(status, "application/json", body.toBuffer(), null, List.of());
    }

    /** A file of comma-separated values, offered for download. */
    public static Reply csv(String fileName, Parts rows) {
        return new Reply(200, "text/csv; charset=utf-8", null, fileName, List.of(), rows);
    }

    /** JSON objects, one a line, each sent as soon as it is known. */
    public static Reply jsonLines(Parts lines) {
        return new Reply(200, "application/jsonl", null, null, List.of(), lines);
    }

    /** The same answer, setting these cookies as well. */
    public Reply cookies(List<Cookie> more) {
        return new Reply(
                status,
                contentType,
                body,
                fileName,
                Stream.concat(cookies.stream(), more.stream()).toList(),
                parts);
    }

    /** {@code {"items": [...]}}. */
    public static <T> JsonObject items(List<T> items, Function<? super T, JsonObject> toJson) {
        return new JsonObject()
                .put("items", new JsonArray(items.stream().map(toJson).toList()));
    }
}
