package dev.gatehouse.app;

import dev.gatehouse.app.Config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The {@code GATEHOUSE_*} variables: reads each by name, and keeps every mistake so that all are told at once. */
final class Environment {

    private static final String PREFIX = "GATEHOUSE_";

    private final Map<String, String> variables;
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    /** @param others names without the prefix that something else reads: the start script, the log */
    Environment(Map<String, String> variables, Set<String> others) {
        this.variables = variables;
        others.forEach(name -> known.add(PREFIX + name));
    }

    /** Notes a mistake; {@code name} is without the prefix. */
    void mistake(String name, String what) {
        mistakes.add(PREFIX + name + " " + what);
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Variables with our prefix that nobody has asked for: misspelt, as a rule. */
    List<String> unknown() {
        return variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .toList();
    }

    Optional<String> text(String name) {
        known.add(PREFIX + name);
        return Optional.ofNullable(variables.get(PREFIX + name)).filter(value -> !value.isBlank());
    }

    /** The value, or what the file {@code <name>_FILE} holds; nothing when that is empty. */
    Optional<Secret> secret(String name) {
        Optional<String> file = text(name + "_FILE");
        Optional<String> value = text(name);
        if (file.isEmpty()) {
            return value.map(Secret::new);
        }
        try {
            return Optional.of(Files.readString(Path.of(file.get()), StandardCharsets.UTF_8)
                            .strip())
                    .filter(content -> !content.isEmpty())
                    .map(Secret::new);
        } catch (IOException e) {
            mistake(name + "_FILE", "is not valid: " + file.get() + " cannot be read");
            return Optional.empty();
        }
    }

    int integer(String name, int standard, int min, int max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return standard;
        }
        if (text.get().matches("\\d{1,9}")) {
            int value = Integer.parseInt(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        }
        mistake(name, "must be a number from " + min + " to " + max);
        return standard;
    }

    /** One of these words. */
    String word(String name, String standard, List<String> words) {
        String word = text(name).orElse(standard);
        if (words.contains(word)) {
            return word;
        }
        mistake(name, "must be " + String.join(" or ", words));
        return standard;
    }

    URI webAddress(String name, String standard) {
        return parsed(name, Environment::parseWebAddress).orElseGet(() -> URI.create(standard));
    }

    /** A value that a parser understands; the reasons that it gives must not repeat the value, which may hold a secret. */
    <T> Optional<T> parsed(String name, Function<String, T> parser) {
        return text(name).flatMap(text -> understood(name, () -> parser.apply(text)));
    }

    /** What is built of several values, where the builder may refuse them. */
    <T> Optional<T> understood(String name, Supplier<T> builder) {
        try {
            return Optional.of(builder.get());
        } catch (IllegalArgumentException e) {
            mistake(name, "is not valid: " + e.getMessage());
            return Optional.empty();
        }
    }

    <T> T required(String name, Optional<T> value, T stand) {
        if (value.isEmpty()) {
            mistake(name, "is required");
        }
        return value.orElse(stand);
    }

    private static URI parseWebAddress(String text) {
        URI url = URI.create(text);
        boolean web = ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null;
        if (!web) {
            throw new IllegalArgumentException("not http://host or https://host");
        }
        return url;
    }
}
