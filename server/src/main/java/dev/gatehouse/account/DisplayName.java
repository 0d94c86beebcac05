package dev.gatehouse.account;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of people, organisations and applications: NFC, single spaces, nothing that breaks lines or turns the direction of other text. */
public final class DisplayName {

    private static final int MAX_LENGTH = 120;
    private static final Pattern SPACES = Pattern.compile("[\\h]+");
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]");

    private DisplayName() {}

    /** The name in its stored form, or empty when it cannot be one. */
    public static Optional<String> parse(String written) {
        String name = SPACES.matcher(Normalizer.normalize(written, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
        boolean good = !name.isEmpty()
                && name.codePointCount(0, name.length()) <= MAX_LENGTH
                && !UNPRINTABLE.matcher(name).find();
        return good ? Optional.of(name) : Optional.empty();
    }
}
