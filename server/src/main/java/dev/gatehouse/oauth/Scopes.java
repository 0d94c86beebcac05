package dev.gatehouse.oauth;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an application may ask for: the scopes of OpenID Connect, and one for each service. */
final class Scopes {

    static final String OPENID = "openid";
    static final String PROFILE = "profile";
    static final String EMAIL = "email";
    /** Tokens that outlive the session (OpenID Connect Core 1.0, section 11). */
    static final String OFFLINE_ACCESS = "offline_access";
    /** Our own API, as far as the person's roles go. */
    static final String ADMIN = "admin";

    static final List<String> ALL =
            List.of(OPENID, PROFILE, EMAIL, OFFLINE_ACCESS, "quarantine", "inbox", "archive", "files", ADMIN);

    /** Of no use without a person. */
    private static final Set<String> ABOUT_PEOPLE = Set.of(OPENID, PROFILE, EMAIL, OFFLINE_ACCESS);

    private Scopes() {}

    /** The scopes of a parameter, in order; what is unknown is ignored (OpenID Connect Core 1.0, section 3.1.2.1). */
    static Set<String> parse(String parameter) {
        return Arrays.stream(parameter.split(" ", -1))
                .filter(ALL::contains)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String text(Collection<String> scopes) {
        return String.join(" ", scopes);
    }

    /** What of these a program may have that acts for itself. */
    static Set<String> forPrograms(Collection<String> scopes) {
        return scopes.stream()
                .filter(scope -> !ABOUT_PEOPLE.contains(scope))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
