package dev.gatehouse.db;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.Request;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * One page of a list that is walked by key.
 *
 * @param items the rows of this page
 * @param next the key after which the next page begins, or empty on the last one
 */
public record Page<T>(List<T> items, Optional<List<String>> next) {

    private static final int DEFAULT_LIMIT = 50;

    /**
     * Which page is wanted.
     *
     * @param limit rows, 1 to 200
     * @param after the key of the last row seen, as the store wrote it
     */
    public record Wanted(int limit, Optional<List<String>> after) {

        /**
         * Reads {@code limit} and {@code cursor}.
         *
         * @param keys how many parts the list's key has
         */
        public static Wanted of(Request request, int keys) {
            int limit = request.query("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
            return after(limit, request.query("cursor"), keys);
        }

        static Wanted after(int limit, Optional<String> cursor, int keys) {
            return new Wanted(limit, cursor.map(text -> decode(text, keys)));
        }

        /** Everything up to that many rows, for exports. */
        public static Wanted upTo(int limit) {
            return new Wanted(limit, Optional.empty());
        }

        /** A number in the key of the last row seen. */
        public Optional<Long> afterNumber(int part) {
            return after.map(key -> part(key.get(part), Long::valueOf));
        }

        /** An id in the key of the last row seen. */
        public Optional<UUID> afterId(int part) {
            return after.map(key -> part(key.get(part), UUID::fromString));
        }

        /** A text in the key of the last row seen. */
        public Optional<String> afterText(int part) {
            return after.map(key -> key.get(part));
        }

        private static <T> T part(String text, Function<String, T> parser) {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException malformed) {
                throw malformedCursor();
            }
        }

        /** Rows to ask the database for: one more than shown tells whether there is a next page. */
        public int fetch() {
            return limit + 1;
        }
    }

    /** Cuts the extra row off and keeps the key of the last row shown. */
    public static <T> Page<T> of(List<T> fetched, Wanted wanted, Function<T, List<String>> key) {
        if (fetched.size() <= wanted.limit()) {
            return new Page<>(fetched, Optional.empty());
        }
        List<T> shown = List.copyOf(fetched.subList(0, wanted.limit()));
        return new Page<>(shown, Optional.of(key.apply(shown.getLast())));
    }

    /** {@code items} and {@code next} as the contract has them. */
    public Json toJson(Function<T, Json> toJson) {
        return Json.object().put("items", items.stream().map(toJson).toList()).put("next", next.map(Page::encode));
    }

    private static String encode(List<String> key) {
        byte[] json = new JsonArray(key).encode().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    private static List<String> decode(String cursor, int keys) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> key = Json.strings(
                    new JsonObject().put("key", new JsonArray(json)).getJsonArray("key"));
            if (key.size() == keys && key.stream().allMatch(part -> part != null && part.indexOf('\0') < 0)) {
                return key;
            }
        } catch (IllegalArgumentException | DecodeException | ClassCastException malformed) {
            // Told below, as for any other value that did not come from us.
        }
        throw malformedCursor();
    }

    private static Problem malformedCursor() {
        return HttpProblems.INVALID_REQUEST
                .problem()
                .with("/query/cursor", "invalid", "This is not a cursor that was given out here.");
    }
}
