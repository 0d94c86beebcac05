package dev.gatehouse.login;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Words that a guesser would try for this very person.
 *
 * @param words folded, longest first, each of at least three characters
 */
public record PasswordContext(List<String> words) {
    private static final int MIN_WORD = 3;
    private static final String PRODUCT = "gatehouse";

    public PasswordContext {
        words = List.copyOf(words);
    }

    /**
     * Takes the words from what is known of a person.
     *
     * @param addresses the person's own; their local parts and domain names count, whole and in pieces
     * @param names display name and organisation name; whole and word by word
     */
    public static PasswordContext of(Collection<String> addresses, Collection<String> names) {
        Stream<String> fromAddresses = addresses.stream().flatMap(PasswordContext::addressWords);
        Stream<String> fromNames = names.stream().flatMap(PasswordContext::nameWords);
        return new PasswordContext(Stream.of(Stream.of(PRODUCT), fromAddresses, fromNames)
                .flatMap(word -> word)
                .map(CommonPasswords::fold)
                .filter(word -> word.length() >= MIN_WORD)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static Stream<String> addressWords(String address) {
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        String domain = at < 0 ? "" : address.substring(at + 1);
        int topLevel = domain.lastIndexOf('.');
        String registered = topLevel < 0 ? domain : domain.substring(0, topLevel);
        return Stream.of(Stream.of(address, local, domain, registered), pieces(local), pieces(registered))
                .flatMap(word -> word);
    }

    private static Stream<String> nameWords(String name) {
        return Stream.concat(Stream.of(name, name.replace(" ", "")), pieces(name));
    }

    private static Stream<String> pieces(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"));
    }
}
