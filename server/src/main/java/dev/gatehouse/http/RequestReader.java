package dev.gatehouse.http;

import dev.gatehouse.http.Contract.Operation;
import dev.gatehouse.http.Contract.Parameter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.OutputUnit;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes a request once, strictly, and holds it against the contract. */
public final class RequestReader {

    // Far deeper than any body of the contract, far shallower than what would exhaust a stack.
    private static final int MAX_DEPTH = 32;

    private final ClientAddress clientAddress;

    public RequestReader(ClientAddress clientAddress) {
        this.clientAddress = clientAddress;
    }

    /**
     * Reads parameters and body.
     *
     * @throws Problem {@code invalid-request} naming each part that is wrong
     */
    Request read(Operation operation, RoutingContext context) {
        Problem problem = HttpProblems.INVALID_REQUEST.problem();
        Map<String, String> parameters = parameters(operation, context, problem);
        JsonObject json = new JsonObject();
        String text = "";
        if (operation.body() != null) {
            text = text(context.body().buffer());
            if (operation.body().validator() != null) {
                json = json(text);
                OutputUnit result = operation.body().validator().validate(json);
                if (!Boolean.TRUE.equals(result.getValid())) {
                    Violations.describe(result, problem);
                }
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return new Request(context, origin(context), parameters, json, text);
    }

    Origin origin(RoutingContext context) {
        String agent = context.request().getHeader("User-Agent");
        String clean = agent == null ? "" : agent.replaceAll("\\p{Cntrl}", " ").strip();
        return new Origin(
                clientAddress.of(context.request()),
                clean.length() > 300 ? clean.substring(0, 300) : clean,
                context.get(RequestIds.KEY));
    }

    private static Map<String, String> parameters(Operation operation, RoutingContext context, Problem problem) {
        Map<String, String> values = new HashMap<>();
        MultiMap query = query(context);
        for (Parameter parameter : operation.parameters()) {
            String pointer = (parameter.inPath() ? "/path/" : "/query/") + parameter.name();
            List<String> given =
                    parameter.inPath() ? List.of(context.pathParam(parameter.name())) : query.getAll(parameter.name());
            if (given.size() > 1) {
                problem.with(pointer, "repeated", "Give this once.");
            } else if (given.isEmpty()) {
                if (parameter.required()) {
                    problem.with(pointer, "missing", "This is required.");
                }
            } else if (valid(parameter, given.getFirst())) {
                values.put(parameter.name(), given.getFirst());
            } else {
                problem.with(pointer, "invalid", "This is not a value that is taken here.");
            }
        }
        return values;
    }

    private static MultiMap query(RoutingContext context) {
        try {
            return context.queryParams(StandardCharsets.UTF_8);
        } catch (RuntimeException malformed) {
            throw HttpProblems.INVALID_REQUEST.problem("The query is not well-formed.");
        }
    }

    private static boolean valid(Parameter parameter, String text) {
        if (unstorable(text)) {
            return false;
        }
        Object value = value(parameter.type(), text);
        return value != null
                && Boolean.TRUE.equals(parameter.validator().validate(value).getValid());
    }

    private static @Nullable Object value(String type, String text) {
        return switch (type) {
            case "integer" -> text.matches("-?\\d{1,15}") ? (Object) Long.valueOf(text) : null;
            case "boolean" -> text.matches("true|false") ? (Object) Boolean.valueOf(text) : null;
            default -> text;
        };
    }

    private static String text(@Nullable Buffer body) {
        if (body == null) {
            return "";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw HttpProblems.INVALID_REQUEST.problem("The body contains a NUL character.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw HttpProblems.INVALID_REQUEST.problem("The body is not valid UTF-8.");
        }
    }

    private static JsonObject json(String text) {
        Object value;
        try {
            value = Json.decodeValue(text);
        } catch (DecodeException e) {
            throw HttpProblems.INVALID_REQUEST.problem("The body is not valid JSON.");
        }
        if (!(value instanceof JsonObject object)) {
            throw HttpProblems.INVALID_REQUEST.problem("The body must be a JSON object.");
        }
        requireStorable(object, 0);
        return object;
    }

    /** PostgreSQL stores neither NUL nor half of a surrogate pair, and nothing here nests deeply. */
    private static void requireStorable(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw HttpProblems.INVALID_REQUEST.problem("The body is nested too deeply.");
        }
        switch (value) {
            case String string
            when unstorable(string) ->
                throw HttpProblems.INVALID_REQUEST.problem("The body contains a character that is not text.");
            case JsonObject object ->
                object.forEach(member -> {
                    requireStorable(member.getKey(), depth + 1);
                    requireStorable(member.getValue(), depth + 1);
                });
            case JsonArray array -> array.forEach(element -> requireStorable(element, depth + 1));
            case null, default -> {}
        }
    }

    private static boolean unstorable(String text) {
        return text.indexOf('\0') >= 0
                || text.codePoints()
                        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
