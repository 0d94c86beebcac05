package dev.gatehouse.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure that the client is told about. Services fail their future with it; one mapper writes the answer. */
public final class Problem extends RuntimeException {

    /**
     * What is wrong with one part of the input.
     *
     * @param pointer JSON pointer into the body, or {@code /query/name} and {@code /path/name} for parameters
     * @param code a stable word for the SPA, where there is one
     */
    public record Violation(String pointer, @Nullable String code, String message) {}

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<Violation> errors = new ArrayList<>();
    private transient @Nullable Duration retryAfter;
    private transient @Nullable String challenge;

    Problem(ProblemType type, @Nullable String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    /** Names one part of the input that is wrong. */
    public Problem with(String pointer, @Nullable String code, String message) {
        errors.add(new Violation(pointer, code, message));
        return this;
    }

    /** When it is worth trying again; rounded up to whole seconds in the {@code Retry-After} header. */
    public Problem retryAfter(Duration wait) {
        this.retryAfter = wait;
        return this;
    }

    /** How a program can authenticate: the {@code WWW-Authenticate} header (RFC 9110, section 11.6.1). */
    public Problem challenge(String header) {
        this.challenge = header;
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public @Nullable String detail() {
        return getMessage();
    }

    public List<Violation> errors() {
        return List.copyOf(errors);
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public @Nullable String challenge() {
        return challenge;
    }
}
