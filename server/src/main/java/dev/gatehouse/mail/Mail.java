package dev.gatehouse.mail;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message that the product sends about itself, in plain text. It cannot break out of its headers: control characters in the
 * subject become spaces, and a recipient that is not a plain address is refused.
 *
 * @param kind a short word for statistics, such as {@code sign-in-code}
 * @param subject one line
 * @param body plain text, lines ended by {@code \n}
 */
public record Mail(@Nullable UUID organisationId, String recipient, String kind, String subject, String body) {

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s\\p{Cntrl}<>()\",;:@\\\\]{1,64}@[^\\s\\p{Cntrl}<>()\",;:@\\\\]{1,255}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
    private static final int SUBJECT_LIMIT = 200;

    /**
     * Makes a message.
     *
     * @throws IllegalArgumentException if the recipient is not one address of the form {@code local@domain}
     */
    public Mail {
        if (!ADDRESS.matcher(recipient).matches()) {
            throw new IllegalArgumentException("not an address that mail can be sent to");
        }
        String line = CONTROL.matcher(subject).replaceAll(" ").strip();
        subject = line.codePointCount(0, line.length()) > SUBJECT_LIMIT
                ? line.substring(0, line.offsetByCodePoints(0, SUBJECT_LIMIT))
                : line;
    }
}
