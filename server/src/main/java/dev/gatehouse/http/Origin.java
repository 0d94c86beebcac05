package dev.gatehouse.http;

/**
 * Where a request came from, for limits, the audit log and the list of sessions.
 *
 * @param network IP address of the client, as the nearest trusted proxy saw it
 * @param client the {@code User-Agent}, at most 300 characters, without control characters
 * @param requestId finds the log lines of this request
 */
public record Origin(String network, String client, String requestId) {

    /** What the server does by itself: jobs and the command line. */
    public static Origin system() {
        return new Origin("local", "gatehouse", "-");
    }
}
