package dev.gatehouse.account;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mailbox address in the one form that it is stored and compared in: lower case, the domain as {@link DomainName} has it. The
 * local part is a plain dot-atom of ASCII (RFC 5321 section 4.1.2): no quotes, no comments, and no look-alike letters.
 */
public record EmailAddress(String local, DomainName domain) {

    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final int MAX_LOCAL = 64;
    private static final int MAX_LENGTH = 254;

    /** The address that somebody wrote in whatever case, or empty when it is none. */
    public static Optional<EmailAddress> parse(String written) {
        String stripped = written.strip();
        int at = stripped.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL || !StandardCharsets.US_ASCII.newEncoder().canEncode(stripped.substring(0, at))) {
            return Optional.empty();
        }
        String local = stripped.substring(0, at).toLowerCase(Locale.ROOT);
        if (!LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        return DomainName.parse(stripped.substring(at + 1))
                .filter(domain -> at + 1 + IDN.toASCII(domain.text()).length() <= MAX_LENGTH)
                .map(domain -> new EmailAddress(local, domain));
    }

    /** The stored form. */
    public String text() {
        return local + "@" + domain;
    }

    @Override
    public String toString() {
        return text();
    }
}
