package dev.gatehouse.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes records as JSON objects: an absent value leaves its member out, so that the contract needs no nulls. */
public final class Json {

    private final JsonObject object = new JsonObject();

    private Json() {}

    public static Json object() {
        return new Json();
    }

    public Json put(String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Instant time -> object.put(name, DateTimeFormatter.ISO_INSTANT.format(time));
            case UUID id -> object.put(name, id.toString());
            case Enum<?> word -> throw new IllegalArgumentException("say the word of " + word);
            case Json json -> object.put(name, json.done());
            case Optional<?> maybe -> put(name, maybe.orElse(null));
            case Collection<?> list -> object.put(name, array(list));
            default -> object.put(name, value);
        }
        return this;
    }

    public JsonObject done() {
        return object;
    }

    /** The strings of an array in a body that has passed the contract. */
    public static List<String> strings(@Nullable JsonArray array) {
        return array == null
                ? List.of()
                : array.stream().map(String.class::cast).toList();
    }

    private static JsonArray array(Collection<?> list) {
        JsonArray array = new JsonArray();
        list.forEach(item ->
                array.add(item instanceof Json json ? json.done() : item instanceof UUID ? item.toString() : item));
        return array;
    }
}
