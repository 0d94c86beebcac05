package dev.gatehouse.http;

import io.vertx.json.schema.OutputUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the verdict of a schema validator into pointers and sentences of our own. */
final class Violations {

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("type", "This has the wrong type."),
            Map.entry("enum", "This is not one of the words that are taken here."),
            Map.entry("const", "This is not the word that is taken here."),
            Map.entry("pattern", "This does not have the right form."),
            Map.entry("minLength", "This is too short."),
            Map.entry("maxLength", "This is too long."),
            Map.entry("minimum", "This is too small."),
            Map.entry("maximum", "This is too large."),
            Map.entry("minItems", "There are too few."),
            Map.entry("maxItems", "There are too many."),
            Map.entry("minProperties", "At least one member is needed."),
            Map.entry("required", "A required member is missing."),
            Map.entry("additionalProperties", "There is a member that is not taken here."));

    private Violations() {}

    static void describe(OutputUnit result, Problem problem) {
        Map<String, String> sentences = new LinkedHashMap<>();
        List<OutputUnit> units = result.getErrors() == null ? List.of() : result.getErrors();
        for (OutputUnit unit : units) {
            String keyword = unit.getKeywordLocation().replaceAll("^.*/", "");
            String sentence = SENTENCES.get(keyword);
            if (sentence != null) {
                sentences.putIfAbsent(pointer(unit) + "\n" + keyword, sentence);
            }
        }
        sentences.forEach((key, sentence) -> {
            String[] parts = key.split("\n", 2);
            problem.with(parts[0], parts[1], sentence);
        });
        if (sentences.isEmpty()) {
            problem.with("", "invalid", "The body is not as the contract wants it.");
        }
    }

    private static String pointer(OutputUnit unit) {
        String location = unit.getInstanceLocation();
        int hash = location.indexOf('#');
        return hash < 0 ? location : location.substring(hash + 1);
    }
}
