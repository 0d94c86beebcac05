package dev.gatehouse.testing;

import dev.gatehouse.http.Contract;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds every answer that a test receives against {@code openapi.yaml}: an undocumented one fails the test that met it. */
public final class ContractChecker {

    private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

    /** An operation as the tests call it. */
    public record Operation(String id, String method, String path, JsonObject definition) {

        /** Answers everybody, or authenticates its callers by a protocol of its own. */
        public boolean open() {
            return !definition.containsKey("x-permission");
        }

        /** Called by other sites and by programs. */
        public boolean crossSite() {
            return definition.getBoolean("x-cross-site", false);
        }

        /** Its answers may be read by scripts of other origins. */
        public boolean cors() {
            return definition.getBoolean("x-cors", false);
        }

        public String permission() {
            return definition.getString("x-permission", "");
        }
    }

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, Validator> validators = new ConcurrentHashMap<>();

    public ContractChecker() {
        JsonObject paths = Contract.load().document().getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String method : METHODS) {
                JsonObject definition = paths.getJsonObject(path).getJsonObject(method);
                if (definition != null) {
                    String id = definition.getString("operationId");
                    operations.put(id, new Operation(id, method.toUpperCase(Locale.ROOT), path, definition));
                }
            }
        }
    }

    public List<Operation> operations() {
        return List.copyOf(operations.values());
    }

    public Operation operation(String id) {
        Operation operation = operations.get(id);
        if (operation == null) {
            throw new AssertionError("the contract has no operation " + id);
        }
        return operation;
    }

    /** Fails when status, media type or body are not as the contract says. */
    void check(Operation operation, int status, String contentType, String text) {
        JsonObject responses = operation.definition().getJsonObject("responses");
        String key = responses.containsKey(Integer.toString(status)) ? Integer.toString(status) : "default";
        if (key.equals("default") && status < 400) {
            throw new AssertionError(operation.id() + " answered the undocumented status " + status);
        }
        JsonObject content = responses.getJsonObject(key).getJsonObject("content");
        if (content == null) {
            if (!text.isEmpty()) {
                throw new AssertionError(operation.id() + " answered a body where none is documented: " + text);
            }
            return;
        }
        String mediaType = contentType.split(";", 2)[0];
        if (!content.containsKey(mediaType)) {
            throw new AssertionError(
                    operation.id() + " answered " + status + " as " + mediaType + ", not " + content.fieldNames());
        }
        if (mediaType.endsWith("json")) {
            JsonObject schema = content.getJsonObject(mediaType).getJsonObject("schema");
            Validator validator = validators.computeIfAbsent(operation.id() + key, k -> validator(schema));
            OutputUnit result = validator.validate(new JsonObject(text));
            if (!Boolean.TRUE.equals(result.getValid())) {
                throw new AssertionError(
                        operation.id() + " answered " + text + ", which breaks the contract: " + result.toJson());
            }
        }
    }

    private static Validator validator(JsonObject schema) {
        return Validator.create(
                JsonSchema.of(schema.copy()),
                new JsonSchemaOptions()
                        .setBaseUri("https://gatehouse.dev/test/")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
    }
}
