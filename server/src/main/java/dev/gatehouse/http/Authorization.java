package dev.gatehouse.http;

import java.util.Locale;

/**
 * Credentials of a program, as the {@code Authorization} header has them.
 *
 * @param scheme in small letters: {@code basic}, {@code bearer}, {@code dpop}
 * @param credentials what stands behind it
 */
public record Authorization(String scheme, String credentials) {

    static Authorization parse(String header) {
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space);
        return new Authorization(
                scheme.toLowerCase(Locale.ROOT),
                space < 0 ? "" : header.substring(space + 1).strip());
    }

    @Override
    public String toString() {
        return scheme + " ***";
    }
}
