package dev.gatehouse.factor;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An authenticator that a person has enrolled.
 *
 * @param name what the person calls it
 */
public record Factor(
        UUID id,
        FactorKind kind,
        String name,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    // Names stand in mails to others: no line breaks, and nothing that turns the direction of the text around.
    private static final String UNSEEMLY = "[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]";

    static Factor enrolled(UUID id, FactorKind kind, @Nullable String name, Instant now) {
        String clean = name == null ? "" : clean(name);
        return new Factor(id, kind, clean.isEmpty() ? kind.title() : clean, now, null);
    }

    /**
     * A name that somebody has typed, fit to be stored.
     *
     * @throws Problem {@code invalid-request} when nothing is left of it
     */
    static String requireName(String typed) {
        String clean = clean(typed);
        if (clean.isEmpty()) {
            throw HttpProblems.INVALID_REQUEST.problem().with("/name", "blank", "Give it a name.");
        }
        return clean;
    }

    private static String clean(String typed) {
        return typed.replaceAll(UNSEEMLY, " ").strip();
    }
}
