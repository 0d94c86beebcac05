package dev.gatehouse.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes bodies from the schemas of the contract: one that is right, and every one that is wrong in one place. */
public final class Mutants {

    // JSON can say what our JSON types cannot: these stand for it until the text is written.
    private static final String HALF_PAIR = "@@half-pair@@";
    private static final String NUL = "@@nul@@";
    private static final String INFINITY = "@@infinity@@";

    private Mutants() {}

    /** A value that the schema takes, with all members that it requires. */
    public static Object example(JsonObject schema) {
        if (schema.containsKey("const")) {
            return schema.getValue("const");
        }
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").getValue(0);
        }
        return switch (types(schema).iterator().next()) {
            case "object" -> object(schema, schema.containsKey("minProperties"));
            case "array" -> new JsonArray().add(example(schema.getJsonObject("items")));
            case "integer" -> schema.getInteger("minimum", 1);
            case "boolean" -> true;
            default -> text(schema);
        };
    }

    /** Texts that are JSON and break the schema in exactly one place, whatever else is in them. */
    public static List<String> of(JsonObject schema) {
        JsonObject whole = object(schema, true);
        List<String> texts = new ArrayList<>();
        mutate(schema, whole, UnaryOperator.identity(), texts);
        return texts;
    }

    private static JsonObject object(JsonObject schema, boolean everything) {
        JsonObject object = new JsonObject();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (String name : properties.fieldNames()) {
            if (everything || required(schema).contains(name)) {
                JsonObject member = properties.getJsonObject(name);
                boolean holder =
                        types(member).contains("object") && types(member).size() == 1;
                object.put(name, holder ? object(member, everything) : example(member));
            }
        }
        return object;
    }

    private static void mutate(
            JsonObject schema, @Nullable Object good, UnaryOperator<@Nullable Object> place, List<String> texts) {
        for (Object wrong : wrong(schema)) {
            texts.add(write(place.apply(wrong)));
        }
        if (good instanceof JsonObject object) {
            mutateMembers(schema, object, place, texts);
        } else if (good instanceof JsonArray array && schema.getJsonObject("items") != null) {
            mutate(
                    schema.getJsonObject("items"),
                    array.getValue(0),
                    item -> place.apply(new JsonArray().add(item)),
                    texts);
        }
    }

    private static void mutateMembers(
            JsonObject schema, JsonObject good, UnaryOperator<@Nullable Object> place, List<String> texts) {
        if (Boolean.FALSE.equals(schema.getValue("additionalProperties"))) {
            texts.add(write(place.apply(good.copy().put("surprise", 1))));
            texts.add(write(place.apply(good.copy().put(NUL, 1))));
            texts.add(write(place.apply(good.copy().put("__proto__", new JsonObject()))));
        }
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (String name : good.fieldNames()) {
            if (required(schema).contains(name)) {
                JsonObject less = good.copy();
                less.remove(name);
                texts.add(write(place.apply(less)));
            }
            mutate(
                    properties.getJsonObject(name),
                    good.getValue(name),
                    value -> place.apply(good.copy().put(name, value)),
                    texts);
        }
    }

    private static List<@Nullable Object> wrong(JsonObject schema) {
        List<@Nullable Object> wrong = new ArrayList<>(List.of(HALF_PAIR, NUL, INFINITY));
        Set<String> types = types(schema);
        if (schema.containsKey("enum") || schema.containsKey("const")) {
            wrong.addAll(Arrays.asList("nobody", "", 1, true, null, new JsonArray(), new JsonObject()));
            return wrong;
        }
        add(wrong, types, "string", "text");
        add(wrong, types, "integer", 42);
        add(wrong, types, "boolean", true);
        add(wrong, types, "null", null);
        add(wrong, types, "array", new JsonArray().add("a"));
        add(wrong, types, "object", new JsonObject().put("a", 1));
        if (!types.contains("number")) {
            wrong.add(1.5);
        }
        bounds(schema, types, wrong);
        return wrong;
    }

    private static void bounds(JsonObject schema, Set<String> types, List<@Nullable Object> wrong) {
        if (types.contains("string") && schema.containsKey("maxLength")) {
            wrong.add("x".repeat(schema.getInteger("maxLength") + 1));
        }
        if (types.contains("string") && schema.getInteger("minLength", 0) > 0) {
            wrong.add("x".repeat(schema.getInteger("minLength") - 1));
        }
        if (schema.containsKey("pattern")) {
            wrong.addAll(List.of("x", example(schema) + "\n", " " + example(schema)));
        }
        if (schema.containsKey("minimum")) {
            wrong.add(schema.getInteger("minimum") - 1);
        }
        if (schema.containsKey("maximum")) {
            wrong.addAll(List.of(schema.getInteger("maximum") + 1, Long.MAX_VALUE));
        }
        if (types.contains("array") && schema.containsKey("maxItems")) {
            JsonArray many = new JsonArray();
            for (int i = 0; i <= schema.getInteger("maxItems"); i++) {
                many.add(example(schema.getJsonObject("items")));
            }
            wrong.add(many);
        }
        if (types.contains("array") && schema.getInteger("minItems", 0) > 0) {
            wrong.add(new JsonArray());
        }
    }

    private static void add(List<@Nullable Object> wrong, Set<String> types, String type, @Nullable Object value) {
        if (!types.contains(type)) {
            wrong.add(value);
        }
    }

    private static String write(@Nullable Object value) {
        return new JsonArray()
                .add(value)
                .encode()
                .replaceAll("^\\[|]$", "")
                .replace(HALF_PAIR, "a\\ud800b")
                .replace(NUL, "a\\u0000b")
                .replace("\"" + INFINITY + "\"", "1e400");
    }

    private static String text(JsonObject schema) {
        return switch (schema.getString("format", "")) {
            case "uuid" -> UUID.randomUUID().toString();
            case "date-time" -> "2026-01-02T03:04:05Z";
            default -> "v".repeat(Math.max(schema.getInteger("minLength", 0), 8));
        };
    }

    private static Set<String> types(JsonObject schema) {
        Object type = schema.getValue("type");
        return type instanceof JsonArray several
                ? new LinkedHashSet<>(several.stream().map(String::valueOf).toList())
                : Set.of(type == null ? "string" : (String) type);
    }

    private static List<Object> required(JsonObject schema) {
        return schema.getJsonArray("required", new JsonArray()).stream().toList();
    }
}
