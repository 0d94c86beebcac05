package dev.gatehouse.http;

import io.vertx.json.schema.OutputUnit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the verdict of a schema validator into pointers (RFC 6901) and sentences of our own. */
final class Violations {

    // Enough for any form; a body with a thousand mistakes was not made by one.
    private static final int MOST = 20;
    private static final int LONGEST_POINTER = 200;

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("type", "This has the wrong type."),
            Map.entry("enum", "This is not one of the words that are taken here."),
            Map.entry("const", "This is not the word that is taken here."),
            Map.entry("pattern", "This does not have the right form."),
            Map.entry("format", "This does not have the right form."),
            Map.entry("minLength", "This is too short."),
            Map.entry("maxLength", "This is too long."),
            Map.entry("minimum", "This is too small."),
            Map.entry("maximum", "This is too large."),
            Map.entry("minItems", "There are too few."),
            Map.entry("maxItems", "There are too many."),
            Map.entry("minProperties", "At least one member is needed."),
            Map.entry("required", "This is missing."),
            Map.entry("additionalProperties", "This is not a member that is taken here."));

    // The one thing that is told in the validator's sentence alone; names of members come from the contract.
    private static final Pattern MISSING = Pattern.compile("required property \"(.*)\"$");

    private Violations() {}

    static void describe(OutputUnit result, Problem problem) {
        List<OutputUnit> units = result.getErrors() == null ? List.of() : result.getErrors();
        Set<String> known = known(units);
        Set<String> said = new HashSet<>();
        for (OutputUnit unit : units) {
            String keyword = keyword(unit);
            String sentence = SENTENCES.get(keyword);
            boolean repeated = keyword.equals("additionalProperties") && known.contains(unit.getInstanceLocation());
            String pointer = pointer(unit, keyword);
            if (sentence != null && !repeated && said.size() < MOST && said.add(pointer + "\n" + sentence)) {
                problem.with(pointer, keyword, sentence);
            }
        }
        if (said.isEmpty()) {
            problem.with("", "invalid", "The body is not as the contract wants it.");
        }
    }

    /** Members of the contract that have a mistake: the validator lists each of them as an unknown member, too. */
    private static Set<String> known(List<OutputUnit> units) {
        Set<String> known = new HashSet<>();
        for (OutputUnit unit : units) {
            if (keyword(unit).equals("properties")) {
                known.add(unit.getInstanceLocation());
            }
        }
        return known;
    }

    private static String keyword(OutputUnit unit) {
        String location = unit.getKeywordLocation();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Of a missing member, where it should be. */
    private static String pointer(OutputUnit unit, String keyword) {
        String location = unit.getInstanceLocation();
        // The validator writes a fragment of a URI, in which a plus sign stands for itself.
        String fragment = location.substring(location.indexOf('#') + 1).replace("+", "%2B");
        String pointer = URLDecoder.decode(fragment, StandardCharsets.UTF_8);
        Matcher missing = MISSING.matcher(String.valueOf(unit.getError()));
        if (keyword.equals("required") && missing.find()) {
            pointer += "/" + missing.group(1).replace("~", "~0").replace("/", "~1");
        }
        return pointer.length() > LONGEST_POINTER ? pointer.substring(0, LONGEST_POINTER) : pointer;
    }
}
