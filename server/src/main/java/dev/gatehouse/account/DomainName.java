package dev.gatehouse.account;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A domain in the one form that it is stored and compared in: lower case, international labels in their own script
 * ({@code bücher.example}, not {@code xn--bcher-kva.example}).
 */
public record DomainName(String text) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    // IDNA 2003, which the JDK has, turns these into something else than IDNA 2008 does (RFC 5894 section 7.2):
    // straße.example
    // would become strasse.example, which belongs to somebody else.
    private static final Pattern DEVIATING = Pattern.compile("[\\u00DF\\u03C2\\u200C\\u200D]");
    private static final int MAX_LENGTH = 253;

    /** The domain that somebody wrote in whatever form, or empty when it is none. */
    public static Optional<DomainName> parse(String written) {
        String stripped = written.strip();
        if (stripped.isEmpty() || DEVIATING.matcher(stripped).find()) {
            return Optional.empty();
        }
        try {
            String ascii = IDN.toASCII(stripped, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return isHostName(ascii)
                    ? Optional.of(new DomainName(IDN.toUnicode(ascii).toLowerCase(Locale.ROOT)))
                    : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    /** At least two labels, none of them odd, and not an IP address. */
    private static boolean isHostName(String ascii) {
        String[] labels = ascii.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return labels.length > 1
                && ascii.length() <= MAX_LENGTH
                && !NUMBER.matcher(labels[labels.length - 1]).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
