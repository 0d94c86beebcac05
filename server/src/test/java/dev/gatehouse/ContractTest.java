package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.http.Contract;
import dev.gatehouse.http.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract keeps to, so that whoever knows one operation knows them all. */
class ContractTest {

    private static final Path FILE = Path.of("..", "openapi.yaml");
    private static final JsonObject DOCUMENT = Contract.load().document();

    /** What an operation may be called, by its method: a verb from this list and a noun. */
    private static final Map<String, Set<String>> VERBS = Map.of(
            "get", Set.of("get", "list", "export"),
            "put", Set.of("change", "set"),
            "patch", Set.of("update", "rename"),
            "delete", Set.of("delete", "remove", "end", "cancel", "forget", "reset", "sign"),
            "post",
                    Set.of(
                            "create",
                            "add",
                            "issue",
                            "send",
                            "start",
                            "begin",
                            "continue",
                            "answer",
                            "confirm",
                            "complete",
                            "accept",
                            "request",
                            "check",
                            "verify",
                            "rehearse",
                            "end",
                            "disown",
                            "undo",
                            "approve",
                            "deny",
                            "revoke"));

    /** What other sites and programs call, in the way of RFC 6749 and OpenID Connect: their names, their forms, their errors. */
    private static final List<String> PROTOCOL_PATHS = List.of("/oauth2/", "/.well-known/");

    /** Members that browsers fill with more than is standardised today. */
    private static final Set<String> OPEN_ON_PURPOSE = Set.of("credential", "response");

    /** One operation, every reference resolved. */
    record Operation(String method, String path, JsonObject item, JsonObject spec) {

        String id() {
            return spec.getString("operationId");
        }

        List<JsonObject> parameters() {
            return Stream.of(item, spec)
                    .flatMap(holder -> objects(holder.getJsonArray("parameters", new JsonArray())))
                    .toList();
        }

        List<String> query() {
            return parameters().stream()
                    .filter(parameter -> parameter.getString("in").equals("query"))
                    .map(parameter -> parameter.getString("name"))
                    .toList();
        }

        /** Whether a standard, and not this house, says what it looks like. */
        boolean protocol() {
            return PROTOCOL_PATHS.stream().anyMatch(path::startsWith);
        }

        Optional<JsonObject> bodySchema() {
            return body("application/json");
        }

        Optional<JsonObject> body(String mediaType) {
            return Optional.ofNullable(spec.getJsonObject("requestBody"))
                    .map(body -> body.getJsonObject("content").getJsonObject(mediaType))
                    .map(body -> body.getJsonObject("schema"));
        }

        Stream<JsonObject> security() {
            return objects(spec.getJsonArray("security", DOCUMENT.getJsonArray("security")));
        }

        JsonObject answer() {
            JsonObject content = spec.getJsonObject("responses")
                    .getJsonObject("200", new JsonObject())
                    .getJsonObject("content", new JsonObject());
            return content.getJsonObject("application/json", new JsonObject())
                    .getJsonObject("schema", new JsonObject());
        }

        @Override
        public String toString() {
            return id();
        }
    }

    static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        JsonObject paths = DOCUMENT.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : VERBS.keySet()) {
                if (item.containsKey(method)) {
                    operations.add(new Operation(method, path, item, item.getJsonObject(method)));
                }
            }
        }
        return operations;
    }

    @Test
    void shippedContractShouldBeTheFileAtTheTop() throws IOException {
        try (InputStream shipped = Objects.requireNonNull(Contract.class.getResourceAsStream("/openapi.yaml"))) {
            assertThat(shipped.readAllBytes()).isEqualTo(Files.readAllBytes(FILE));
        }
    }

    @Test
    void everyReferenceShouldLeadSomewhereAndEveryComponentBeUsed() throws IOException {
        String text = Files.readString(FILE);
        Matcher references =
                Pattern.compile("\\$ref: *'#/components/([a-zA-Z]+/[a-zA-Z]+)'").matcher(text);
        Set<String> used =
                references.results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
        JsonObject components = DOCUMENT.getJsonObject("components");
        Set<String> declared = components.fieldNames().stream()
                .filter(kind -> !kind.equals("securitySchemes"))
                .flatMap(kind ->
                        components.getJsonObject(kind).fieldNames().stream().map(name -> kind + "/" + name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(used).isEqualTo(declared);
        assertThat(text.split("\\$ref", -1).length - 1)
                .as("references of one form only, so that this test sees them all")
                .isEqualTo((int) Pattern.compile("\\$ref: *'#/components/([a-zA-Z]+/[a-zA-Z]+)'")
                        .matcher(text)
                        .results()
                        .count());
        assertThat(DOCUMENT.encode()).doesNotContain("$ref");
    }

    @Test
    void operationIdsShouldBeUnique() {
        assertThat(operations()).extracting(Operation::id).doesNotHaveDuplicates();
    }

    @Test
    void everyTagShouldBeDeclaredAndUsed() {
        Set<String> declared = objects(DOCUMENT.getJsonArray("tags"))
                .map(tag -> tag.getString("name"))
                .collect(Collectors.toSet());
        Set<String> used = operations().stream()
                .map(operation -> operation.spec().getJsonArray("tags").getString(0))
                .collect(Collectors.toSet());

        assertThat(used).isEqualTo(declared);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operationShouldHaveOneTagAVerbANounAndASummary(Operation operation) {
        String verb = operation.id().replaceFirst("[A-Z].*", "");

        assertThat(operation.spec().getJsonArray("tags")).hasSize(1);
        assertThat(VERBS.get(operation.method()))
                .as("verbs of %s", operation.method())
                .contains(verb);
        assertThat(operation.id()).matches("[a-z]+[A-Z][A-Za-z]+");
        assertThat(operation.spec().getString("summary")).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operationShouldSayWhoMayCallIt(Operation operation) {
        String permission = operation.spec().getString("x-permission");
        boolean session = operation.security().anyMatch(each -> each.containsKey("session"));

        assertThat(session)
                .as("x-permission where a session is needed, and only there")
                .isEqualTo(permission != null);
        if (permission != null) {
            assertThat(Permission.of(permission)).isPresent();
        }
        if (operation.security().findAny().isPresent() && !session) {
            assertThat(operation.protocol()).as("authenticates by a protocol").isTrue();
        }
    }

    /** Own things stay with the session; administration is open to programs as far as the scope goes. */
    @ParameterizedTest
    @MethodSource("operations")
    void administrationShouldBeOpenToPrograms(Operation operation) {
        String permission = operation.spec().getString("x-permission", "");
        boolean administration = List.of("organisation", "audit", "provider").contains(permission);
        List<JsonArray> scopes = operation
                .security()
                .filter(each -> each.containsKey("oauth2"))
                .map(each -> each.getJsonArray("oauth2"))
                .toList();

        if (administration) {
            assertThat(scopes).containsExactly(new JsonArray().add("admin"));
        } else {
            assertThat(operation.protocol() || scopes.isEmpty()).isTrue();
        }
    }

    /** Without our header anybody's page could send it; without cookies that must not matter. */
    @ParameterizedTest
    @MethodSource("operations")
    void onlyProtocolsShouldBeOpenToOtherSites(Operation operation) {
        boolean crossSite = operation.spec().getBoolean("x-cross-site", false);
        boolean cors = operation.spec().getBoolean("x-cors", false);

        assertThat(operation.protocol() || !(crossSite || cors)).isTrue();
        if (operation.protocol() && operation.method().equals("post")) {
            assertThat(crossSite).as("a program has no header of ours").isTrue();
        }
        if (cors) {
            assertThat(operation.spec().getString("x-permission")).isNull();
            assertThat(operation.security().anyMatch(each -> each.containsKey("session")))
                    .isFalse();
        }
    }

    /** RFC 6749, section 3.2: what a client sends beyond what is known is ignored, so a form is open; its fields are bounded. */
    @ParameterizedTest
    @MethodSource("operations")
    void formsShouldBeOfProtocolsAndBounded(Operation operation) {
        List<String> found = new ArrayList<>();
        Optional<JsonObject> form = operation.body("application/x-www-form-urlencoded");
        form.map(schema -> schema.getJsonObject("properties")).ifPresent(fields -> fields.fieldNames()
                .forEach(name -> loose(fields.getValue(name), name, true, found)));

        assertThat(form.isEmpty() || operation.protocol()).isTrue();
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOtherAnswerShouldBeAProblem(Operation operation) {
        JsonObject responses = operation.spec().getJsonObject("responses");

        JsonObject failure = responses.getJsonObject("default").getJsonObject("content");
        if (operation.protocol()) {
            assertThat(failure.fieldNames()).hasSize(1).isSubsetOf("application/json", "text/html");
        } else {
            assertThat(failure.fieldNames()).containsExactly("application/problem+json");
        }
        // A protocol may do nothing but send the browser on.
        assertThat(responses.fieldNames())
                .anyMatch(status -> status.startsWith("2") || (operation.protocol() && status.equals("303")));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void parametersOfThePathShouldBeDeclaredOnce(Operation operation) {
        List<String> inPath = Pattern.compile("\\{(\\w+)}")
                .matcher(operation.path())
                .results()
                .map(match -> match.group(1))
                .toList();
        List<String> declared = operation.parameters().stream()
                .filter(parameter -> parameter.getString("in").equals("path"))
                .map(parameter -> parameter.getString("name"))
                .toList();

        assertThat(declared).containsExactlyInAnyOrderElementsOf(inPath).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void listsShouldLookAlike(Operation operation) {
        JsonObject properties = operation.answer().getJsonObject("properties", new JsonObject());
        boolean paged = properties.containsKey("next");

        assertThat(operation.query().contains("limit") && operation.query().contains("cursor"))
                .as("limit and cursor in, next out")
                .isEqualTo(paged);
        if (operation.id().startsWith("list")) {
            assertThat(operation.answer().getJsonArray("required", new JsonArray()))
                    .contains("items");
            assertThat(properties.getJsonObject("items").getString("type")).isEqualTo("array");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void exportShouldTakeTheFiltersOfItsList(Operation operation) {
        if (!operation.path().endsWith(".csv")) {
            return;
        }
        String listPath = operation.path().replaceFirst("\\.csv$", "");
        Optional<Operation> list = operations().stream()
                .filter(other -> other.path().equals(listPath) && other.id().startsWith("list"))
                .findFirst();

        assertThat(operation.id()).startsWith("export");
        list.ifPresent(twin -> assertThat(operation.query())
                .containsExactlyElementsOf(twin.query().stream()
                        .filter(name -> !name.equals("limit") && !name.equals("cursor"))
                        .toList()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void inputShouldBeClosedAndBounded(Operation operation) {
        List<String> found = new ArrayList<>();

        operation.bodySchema().ifPresent(schema -> loose(schema, "body", true, found));
        operation
                .parameters()
                .forEach(parameter ->
                        loose(parameter.getJsonObject("schema"), parameter.getString("name"), true, found));

        assertThat(found)
                .as("objects without additionalProperties: false, and input without bounds")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersShouldBeClosed(Operation operation) {
        List<String> found = new ArrayList<>();

        loose(operation.answer(), "answer", false, found);

        assertThat(found).as("objects that could say more than the contract").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void readingShouldTakeNoBody(Operation operation) {
        boolean reads = operation.method().equals("get");

        assertThat(reads && operation.spec().containsKey("requestBody")).isFalse();
    }

    /** Collects what is not bounded, walking a schema. */
    private static void loose(@Nullable Object node, String at, boolean input, List<String> found) {
        if (node instanceof JsonArray array) {
            objects(array).forEach(element -> loose(element, at, input, found));
        }
        if (!(node instanceof JsonObject schema)) {
            return;
        }
        String member = at.substring(at.lastIndexOf('/') + 1);
        if (types(schema).contains("object") && !closed(schema) && !OPEN_ON_PURPOSE.contains(member)) {
            found.add(at + " is open");
        }
        if (input && !bounded(schema)) {
            found.add(at + " has no bounds");
        }
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        properties.fieldNames().forEach(name -> loose(properties.getValue(name), at + "/" + name, input, found));
        for (String inner : List.of("items", "allOf", "oneOf", "anyOf")) {
            loose(schema.getValue(inner), at, input, found);
        }
    }

    /** Objects of ours are closed; those of others (options of a browser, details of an event) have no members declared. */
    private static boolean closed(JsonObject schema) {
        boolean declaresNothing = !schema.containsKey("properties");
        return Boolean.FALSE.equals(schema.getValue("additionalProperties")) || declaresNothing;
    }

    private static boolean bounded(JsonObject schema) {
        List<String> types = types(schema);
        boolean listed = schema.containsKey("enum") || schema.containsKey("const");
        boolean text = !types.contains("string") || schema.containsKey("maxLength") || schema.containsKey("pattern");
        boolean list = !types.contains("array") || schema.containsKey("maxItems");
        boolean onlyNumber = types.equals(List.of("integer")) || types.equals(List.of("number"));
        boolean number = !onlyNumber || (schema.containsKey("minimum") && schema.containsKey("maximum"));
        return listed || (text && list && number);
    }

    private static List<String> types(JsonObject schema) {
        return switch (schema.getValue("type")) {
            case String type -> List.of(type);
            case JsonArray several -> several.stream().map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
