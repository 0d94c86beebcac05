package dev.gatehouse.policy;

import dev.gatehouse.http.Json;
import io.vertx.core.json.JsonArray;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How values of one sort are read, written and compared. */
sealed interface ValueKind<T> {

    /**
     * The value of a JSON value.
     *
     * @throws IllegalArgumentException with a sentence for people that says what is taken
     */
    T read(Object json);

    /** The JSON value: a string, a number, a boolean or an array of strings. */
    Object write(T value);

    /**
     * The weakest value that is no weaker than either. Where none exists (lists with nothing in common) it is the first
     * one, so that the level above, or the first address, decides.
     */
    T strictest(T first, T second);

    /** The value in a sentence. */
    String say(T value);

    /** Off, required or forced. */
    record Enforcement() implements ValueKind<MfaEnforcement> {

        @Override
        public MfaEnforcement read(Object json) {
            return Arrays.stream(MfaEnforcement.values())
                    .filter(value -> value.word().equals(json))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Choose off, required or forced."));
        }

        @Override
        public Object write(MfaEnforcement value) {
            return value.word();
        }

        @Override
        public MfaEnforcement strictest(MfaEnforcement first, MfaEnforcement second) {
            return first.compareTo(second) >= 0 ? first : second;
        }

        @Override
        public String say(MfaEnforcement value) {
            return value.word();
        }
    }

    /** Which way a number gets stricter. */
    enum Stricter {
        LARGER,
        SMALLER,
        /** Smaller, but 0 means "never" and is the weakest of all. */
        SMALLER_AND_ZERO_IS_NEVER
    }

    /** A whole number within a range. */
    record WholeNumber(int min, int max, Stricter stricter) implements ValueKind<Integer> {

        @Override
        public Integer read(Object json) {
            // A number may arrive as 30 or as 30.0: JSON makes no difference, and neither does the contract.
            if (json instanceof Number number
                    && number.doubleValue() == Math.rint(number.doubleValue())
                    && number.doubleValue() >= min
                    && number.doubleValue() <= max) {
                return number.intValue();
            }
            throw new IllegalArgumentException("Choose a whole number from " + min + " to " + max + ".");
        }

        @Override
        public Object write(Integer value) {
            return value;
        }

        @Override
        public Integer strictest(Integer first, Integer second) {
            return switch (stricter) {
                case LARGER -> Math.max(first, second);
                case SMALLER -> Math.min(first, second);
                case SMALLER_AND_ZERO_IS_NEVER ->
                    first == 0 || second == 0 ? Math.max(first, second) : Math.min(first, second);
            };
        }

        @Override
        public String say(Integer value) {
            return stricter == Stricter.SMALLER_AND_ZERO_IS_NEVER && value == 0 ? "0 (never)" : value.toString();
        }
    }

    /** True or false, of which true is the weaker. */
    record Leniency() implements ValueKind<Boolean> {

        @Override
        public Boolean read(Object json) {
            if (json instanceof Boolean value) {
                return value;
            }
            throw new IllegalArgumentException("Choose true or false.");
        }

        @Override
        public Object write(Boolean value) {
            return value;
        }

        @Override
        public Boolean strictest(Boolean first, Boolean second) {
            return first && second;
        }

        @Override
        public String say(Boolean value) {
            return value.toString();
        }
    }

    /** Some of a set of words, at least one; fewer is stricter. */
    record Words(List<String> known) implements ValueKind<Set<String>> {

        @Override
        public Set<String> read(Object json) {
            boolean taken = json instanceof JsonArray array
                    && !array.isEmpty()
                    && array.stream().allMatch(word -> word instanceof String && known.contains(word));
            if (taken) {
                return inOrder(new HashSet<>(Json.strings((JsonArray) json)));
            }
            throw new IllegalArgumentException("Choose at least one of " + String.join(", ", known) + ".");
        }

        @Override
        public Object write(Set<String> value) {
            return new JsonArray(List.copyOf(inOrder(value)));
        }

        @Override
        public Set<String> strictest(Set<String> first, Set<String> second) {
            Set<String> both = new LinkedHashSet<>(first);
            both.retainAll(second);
            return both.isEmpty() ? first : both;
        }

        @Override
        public String say(Set<String> value) {
            return String.join(", ", inOrder(value));
        }

        private Set<String> inOrder(Set<String> value) {
            return known.stream().filter(value::contains).collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }
}
