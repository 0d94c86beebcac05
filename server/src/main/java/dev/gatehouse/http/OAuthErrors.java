package dev.gatehouse.http;

import io.vertx.core.json.JsonObject;

/** Words a failure for clients of the OAuth endpoints (RFC 6749, section 5.2). */
final class OAuthErrors {

    private OAuthErrors() {}

    static JsonObject body(Problem problem) {
        return new JsonObject()
                .put("error", problem.type().oauthError())
                .put("error_description", description(problem));
    }

    /** Printable ASCII without quotes and backslashes is all that may stand in it; our sentences and names are that. */
    private static String description(Problem problem) {
        if (!problem.errors().isEmpty()) {
            Problem.Violation first = problem.errors().getFirst();
            String name = first.pointer().substring(first.pointer().lastIndexOf('/') + 1);
            return name + ": " + first.message();
        }
        return problem.detail() == null ? problem.type().title() : problem.detail();
    }
}
