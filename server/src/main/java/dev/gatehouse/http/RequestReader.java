package dev.gatehouse.http;

import dev.gatehouse.http.Contract.Operation;
import dev.gatehouse.http.Contract.Parameter;
import dev.gatehouse.http.Contract.Place;
import io.netty.handler.codec.http.QueryStringDecoder;
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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes a request once, strictly, and holds it against the contract. */
public final class RequestReader {

    // Far deeper than any body of the contract, far shallower than what would exhaust a stack.
    private static final int MAX_DEPTH = 32;
    // Twice the largest body of the contract. Each wrong part costs the validator some microseconds of the event loop.
    private static final int MAX_PARTS = 600;
    private static final int MAX_QUERY_PARAMETERS = 100;

    private final ClientAddress clientAddress;

    public RequestReader(ClientAddress clientAddress) {
        this.clientAddress = clientAddress;
    }

    /** What is known of a request before its body has arrived: enough to find out who sends it. */
    Request begin(RoutingContext context) {
        return new Request(context, origin(context));
    }

    /**
     * Reads parameters and body into a request that has begun.
     *
     * @throws Problem {@code invalid-request} naming each part that is wrong
     */
    Request read(Operation operation, RoutingContext context, Request begun, Buffer body) {
        Problem problem = HttpProblems.INVALID_REQUEST.problem();
        Map<String, String> parameters = new HashMap<>();
        boolean emptyIsAbsent = operation.failures().ignoresEmptyParameters();
        Map<String, List<String>> query = decode(context.request().uri(), true);
        for (Parameter parameter : operation.parameters()) {
            List<String> given = parameter.place() == Place.PATH
                    ? List.of(context.pathParam(parameter.name()))
                    : query.getOrDefault(parameter.name(), List.of());
            take(parameter, given, emptyIsAbsent, parameters, problem);
        }
        JsonObject json = new JsonObject();
        String text = "";
        if (operation.body() != null) {
            text = text(body);
            if (operation.body().form()) {
                Map<String, List<String>> form = decode(text, false);
                operation
                        .body()
                        .fields()
                        .forEach(field -> take(
                                field, form.getOrDefault(field.name(), List.of()), emptyIsAbsent, parameters, problem));
            }
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
        return begun.with(parameters, json, text);
    }

    private Origin origin(RoutingContext context) {
        String agent = context.request().getHeader("User-Agent");
        String clean = agent == null
                ? ""
                : agent.replaceAll("[\\p{Cntrl}\u0080-\u009f]", " ").strip();
        return new Origin(
                clientAddress.of(context.request()),
                clean.length() > 300 ? clean.substring(0, 300) : clean,
                RequestIds.of(context.response()));
    }

    private static void take(
            Parameter parameter,
            List<String> given,
            boolean emptyIsAbsent,
            Map<String, String> values,
            Problem problem) {
        String pointer = "/" + parameter.place().name().toLowerCase(Locale.ROOT) + "/" + parameter.name();
        if (given.size() > 1) {
            problem.with(pointer, "repeated", "Give this once.");
        } else if (given.isEmpty() || (emptyIsAbsent && given.getFirst().isEmpty())) {
            if (parameter.required()) {
                problem.with(pointer, "missing", "This is required.");
            }
        } else if (valid(parameter, given.getFirst())) {
            values.put(parameter.name(), given.getFirst());
        } else {
            problem.with(pointer, "invalid", "This is not a value that is taken here.");
        }
    }

    /** Only {@code &} parts parameters, and names are what they are: as the browser that wrote them sees it. */
    private static Map<String, List<String>> decode(String text, boolean hasPath) {
        try {
            return new QueryStringDecoder(text, StandardCharsets.UTF_8, hasPath, MAX_QUERY_PARAMETERS, true)
                    .parameters();
        } catch (IllegalArgumentException malformed) {
            throw HttpProblems.INVALID_REQUEST.problem(
                    hasPath ? "The query is not well-formed." : "The form is not well-formed.");
        }
    }

    private static boolean valid(Parameter parameter, String text) {
        // Decoding puts the replacement character where the bytes were no UTF-8.
        if (unstorable(text) || text.indexOf('\ufffd') >= 0) {
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

    private static String text(Buffer body) {
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
        if (parts(object, 0) > MAX_PARTS) {
            throw HttpProblems.INVALID_REQUEST.problem("The body has too many parts.");
        }
        return object;
    }

    /**
     * How many values there are, all of which can be stored: PostgreSQL takes neither NUL nor half of a surrogate pair, and
     * nothing here nests deeply.
     */
    private static int parts(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw HttpProblems.INVALID_REQUEST.problem("The body is nested too deeply.");
        }
        return switch (value) {
            case String string
            when unstorable(string) ->
                throw HttpProblems.INVALID_REQUEST.problem("The body contains a character that is not text.");
            case JsonObject object -> {
                int count = 1;
                for (Map.Entry<String, @Nullable Object> member : object) {
                    parts(member.getKey(), depth + 1);
                    count += parts(member.getValue(), depth + 1);
                }
                yield count;
            }
            case JsonArray array -> {
                int count = 1;
                for (Object element : array) {
                    count += parts(element, depth + 1);
                }
                yield count;
            }
            case null, default -> 1;
        };
    }

    private static boolean unstorable(String text) {
        return text.indexOf('\0') >= 0
                || text.codePoints()
                        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
