package dev.gatehouse.http;

/**
 * A kind of failure that clients can tell apart: the stable key of an {@code application/problem+json} answer (RFC 9457).
 *
 * @param slug the last part of the {@code type} URI; never changes once published
 * @param status the HTTP status
 * @param title one sentence for people, the same for each occurrence
 * @param oauthError what clients of the OAuth endpoints are told instead of the slug (RFC 6749, section 5.2)
 */
public record ProblemType(String slug, int status, String title, String oauthError) {

    private static final String BASE = "https://gatehouse.dev/problems/";

    /** A failure that OAuth has no word of its own for. */
    public ProblemType(String slug, int status, String title) {
        this(slug, status, title, oauthError(status));
    }

    /** The {@code type} member of the answer. */
    public String uri() {
        return BASE + slug;
    }

    private static String oauthError(int status) {
        if (status == 503) {
            return "temporarily_unavailable";
        }
        return status >= 500 ? "server_error" : "invalid_request";
    }

    /** A failure of this kind with nothing to add. */
    public Problem problem() {
        return new Problem(this, null);
    }

    /** A failure of this kind with what is particular to this occurrence, in words for the client. */
    public Problem problem(String detail) {
        return new Problem(this, detail);
    }
}
