package dev.gatehouse.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where codes may be sent. A request names one of the registered addresses letter by letter (RFC 9700, section 2.1); only the port
 * of a loopback address may differ, because a program on a person's computer cannot choose it (RFC 8252, section 7.3).
 */
final class RedirectUris {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");
    // Nothing that two readers could understand in two ways.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/?\\[\\]@!$&'()+,;=._~%-]+");
    private static final Pattern DOTS = Pattern.compile("(^|/)(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

    private RedirectUris() {}

    /** Why this address cannot be registered, in one sentence; empty when it can. */
    static Optional<String> refuse(String address, boolean publicClient) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return Optional.of("This is not an address.");
        }
        if (!uri.isAbsolute() || !PLAIN.matcher(address).matches()) {
            return Optional.of("Give a whole address, in plain letters and without wildcards or a part behind #.");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "https" -> refuseWeb(uri);
            case "http" ->
                loopback(uri) || "localhost".equals(uri.getHost())
                        ? refuseWeb(uri)
                        : Optional.of("http is taken on 127.0.0.1, [::1] and localhost only.");
            default ->
                publicClient && scheme.contains(".") && uri.getRawAuthority() == null && uri.getRawPath() != null
                        ? Optional.empty()
                        : Optional.of("Use https, or for an application on a device a scheme like com.example.app:/.");
        };
    }

    private static Optional<String> refuseWeb(URI uri) {
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.of("The address needs a host, and no name before it.");
        }
        return uri.getRawPath() != null && DOTS.matcher(uri.getRawPath()).find()
                ? Optional.of("The path must not contain . or .. on their own.")
                : Optional.empty();
    }

    /** Whether a request may ask for this one. */
    static boolean match(List<String> registered, String requested) {
        return registered.contains(requested)
                || withoutPort(requested)
                        .map(loopback -> registered.stream().anyMatch(each -> withoutPort(each)
                                .filter(loopback::equals)
                                .isPresent()))
                        .orElse(false);
    }

    /** A loopback address with its port left out; empty for every other. */
    private static Optional<String> withoutPort(String address) {
        try {
            URI uri = new URI(address);
            return "http".equals(uri.getScheme()) && loopback(uri) && address.startsWith("http://" + uri.getHost())
                    ? Optional.of(address.replaceFirst("(?<=^http://(127\\.0\\.0\\.1|\\[::1])):\\d{1,5}", ""))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean loopback(URI uri) {
        return uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    }
}
