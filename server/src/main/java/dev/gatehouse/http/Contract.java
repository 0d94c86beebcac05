package dev.gatehouse.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The API contract, {@code openapi.yaml}: every operation with its schema validators built once. Validators are safe to share
 * between event loops.
 */
public final class Contract {

    static final int BODY_LIMIT = 64 * 1024;
    // Bodies are held in memory, and whoever is not signed in costs nothing to be many.
    static final int OPEN_BODY_LIMIT = 16 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("https://gatehouse.dev/contract/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);

    /** Where a parameter stands. */
    enum Place {
        PATH,
        QUERY,
        FORM
    }

    /**
     * A parameter.
     *
     * @param type how its text is read before validation
     */
    record Parameter(String name, Place place, boolean required, String type, Validator validator) {}

    /**
     * The body of an operation: JSON with its validator, a form with its fields, or text.
     *
     * @param required whether there must be one; only forms may be left out
     * @param fields of a form; others that a client sends are ignored (RFC 6749, section 3.2)
     */
    record Body(
            String mediaType, boolean required, @Nullable Validator validator, List<Parameter> fields) {

        boolean form() {
            return mediaType.equals(FORM);
        }
    }

    /**
     * One operation; without a permission it is open to everybody, or authenticates its callers by a protocol of its own.
     *
     * @param scopes each of which lets a bearer token in; none when only a session does
     * @param crossSite other sites and programs call it: it needs no header of ours
     * @param cors scripts of every origin may read its answers
     * @param failures how it tells them
     * @param bodyLimit bytes that are read
     */
    record Operation(
            String id,
            HttpMethod method,
            String path,
            String tag,
            Optional<Permission> permission,
            Set<String> scopes,
            boolean crossSite,
            boolean cors,
            FailureForm failures,
            List<Parameter> parameters,
            @Nullable Body body,
            int bodyLimit) {}

    private final JsonObject document;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Contract(JsonObject document) {
        this.document = document;
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (HttpMethod method : METHODS) {
                JsonObject operation = item.getJsonObject(method.name().toLowerCase(Locale.ROOT));
                if (operation != null) {
                    add(path, method, item, operation);
                }
            }
        }
    }

    /** Reads the contract from the class path. */
    public static Contract load() {
        try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
            return of(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Contract of(String text) {
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        @SuppressWarnings("unchecked")
        JsonObject raw = new JsonObject((Map<String, Object>) yaml);
        return new Contract(resolved(raw, raw));
    }

    Map<String, Operation> operations() {
        return operations;
    }

    /** The whole document with every reference resolved; for tests that walk the contract. */
    public JsonObject document() {
        return document;
    }

    private void add(String path, HttpMethod method, JsonObject item, JsonObject operation) {
        String id = operation.getString("operationId");
        JsonArray tags = operation.getJsonArray("tags", new JsonArray());
        if (tags.size() != 1) {
            throw new IllegalStateException(id + " has " + tags.size() + " tags instead of one");
        }
        Optional<Permission> permission = permission(id, operation);
        Operation bound = new Operation(
                id,
                method,
                path,
                tags.getString(0),
                permission,
                scopes(operation),
                operation.getBoolean("x-cross-site", false),
                operation.getBoolean("x-cors", false),
                FailureForm.of(operation),
                parameters(item, operation),
                body(id, operation),
                operation.getInteger("x-body-limit", permission.isPresent() ? BODY_LIMIT : OPEN_BODY_LIMIT));
        if (operations.putIfAbsent(id, bound) != null) {
            throw new IllegalStateException("the contract has the operation " + id + " twice");
        }
    }

    private static Optional<Permission> permission(String id, JsonObject operation) {
        JsonArray security = operation.getJsonArray("security");
        String word = operation.getString("x-permission");
        boolean session = security == null || requirements(security).anyMatch(each -> each.containsKey("session"));
        if (!session && word == null) {
            return Optional.empty();
        }
        if (word == null) {
            throw new IllegalStateException(id + " has neither a permission nor an empty security list");
        }
        return Optional.of(Permission.of(word)
                .orElseThrow(() -> new IllegalStateException(id + " has an unknown permission: " + word)));
    }

    private static Set<String> scopes(JsonObject operation) {
        return requirements(operation.getJsonArray("security", new JsonArray()))
                .flatMap(each -> each.getJsonArray("oauth2", new JsonArray()).stream())
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<JsonObject> requirements(JsonArray security) {
        return security.stream().map(JsonObject.class::cast);
    }

    private static List<Parameter> parameters(JsonObject item, JsonObject operation) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonObject holder : List.of(item, operation)) {
            for (Object each : holder.getJsonArray("parameters", new JsonArray())) {
                JsonObject parameter = (JsonObject) each;
                JsonObject schema = parameter.getJsonObject("schema");
                parameters.add(new Parameter(
                        parameter.getString("name"),
                        parameter.getString("in").equals("path") ? Place.PATH : Place.QUERY,
                        parameter.getBoolean("required", false),
                        schema.getString("type", "string"),
                        validator(schema)));
            }
        }
        return List.copyOf(parameters);
    }

    private static @Nullable Body body(String id, JsonObject operation) {
        JsonObject body = operation.getJsonObject("requestBody");
        if (body == null) {
            return null;
        }
        JsonObject content = body.getJsonObject("content");
        String mediaType = content.fieldNames().iterator().next();
        boolean required = body.getBoolean("required", false);
        if (content.size() != 1 || !(required || mediaType.equals(FORM))) {
            throw new IllegalStateException(id + " has a body that is optional, or has not one media type");
        }
        JsonObject schema = content.getJsonObject(mediaType).getJsonObject("schema");
        return switch (mediaType) {
            case "application/json" -> new Body(mediaType, true, validator(schema), List.of());
            case FORM -> new Body(mediaType, required, null, fields(schema));
            default -> new Body(mediaType, true, null, List.of());
        };
    }

    private static List<Parameter> fields(JsonObject schema) {
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        List<Parameter> fields = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> property : schema.getJsonObject("properties")) {
            JsonObject field = (JsonObject) Objects.requireNonNull(property.getValue());
            fields.add(new Parameter(
                    property.getKey(),
                    Place.FORM,
                    required.contains(property.getKey()),
                    field.getString("type", "string"),
                    validator(field)));
        }
        return List.copyOf(fields);
    }

    static Validator validator(JsonObject schema) {
        return Validator.create(JsonSchema.of((JsonObject) strict(schema)), OPTIONS);
    }

    /** A copy in which the end of a pattern is the end: for Java {@code $} also stands before a last line break. */
    private static @Nullable Object strict(@Nullable Object node) {
        return switch (node) {
            case JsonObject object -> {
                JsonObject copy = new JsonObject();
                object.forEach(member -> copy.put(
                        member.getKey(),
                        member.getKey().equals("pattern") && member.getValue() instanceof String pattern
                                ? pattern.replaceAll("\\$$", "\\\\z")
                                : strict(member.getValue())));
                yield copy;
            }
            case JsonArray array -> {
                JsonArray copy = new JsonArray();
                array.forEach(element -> copy.add(strict(element)));
                yield copy;
            }
            case null, default -> node;
        };
    }

    /** Replaces each {@code $ref} by what it names, keeping the members beside it. The contract has no recursive schemas. */
    private static @Nullable Object resolve(JsonObject root, @Nullable Object node) {
        if (node instanceof JsonArray array) {
            JsonArray resolved = new JsonArray();
            array.forEach(element -> resolved.add(resolve(root, element)));
            return resolved;
        }
        if (!(node instanceof JsonObject object)) {
            return node;
        }
        return resolved(root, object);
    }

    private static JsonObject resolved(JsonObject root, JsonObject object) {
        JsonObject resolved = new JsonObject();
        if (object.getValue("$ref") instanceof String reference) {
            resolved.mergeIn(resolved(root, target(root, reference)));
        }
        for (String name : object.fieldNames()) {
            if (!name.equals("$ref")) {
                resolved.put(name, resolve(root, object.getValue(name)));
            }
        }
        return resolved;
    }

    private static JsonObject target(JsonObject root, String reference) {
        JsonObject target = root;
        for (String step : reference.substring("#/".length()).split("/", -1)) {
            target = target.getJsonObject(step);
            if (target == null) {
                throw new IllegalStateException("the contract refers to " + reference + ", which is not there");
            }
        }
        return target;
    }
}
