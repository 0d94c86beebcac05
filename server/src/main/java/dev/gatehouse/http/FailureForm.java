package dev.gatehouse.http;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;

/** How an operation tells its failures: the media type of its default answer in the contract says which. */
enum FailureForm {
    /** For our own pages and for programs of our API (RFC 9457). */
    PROBLEM("application/problem+json"),
    /** For clients of the OAuth endpoints (RFC 6749, section 5.2). */
    OAUTH("application/json"),
    /** For a person whom another site has sent here. */
    PAGE("text/html");

    static final String KEY = "failures";

    private final String mediaType;

    FailureForm(String mediaType) {
        this.mediaType = mediaType;
    }

    static FailureForm of(JsonObject operation) {
        JsonObject content = operation
                .getJsonObject("responses", new JsonObject())
                .getJsonObject("default", new JsonObject())
                .getJsonObject("content", new JsonObject());
        return Arrays.stream(values())
                .filter(form -> content.containsKey(form.mediaType))
                .findFirst()
                .orElse(PROBLEM);
    }

    /** The name and the value of an OAuth parameter: without a value it counts as left out (RFC 6749, section 3.1). */
    boolean ignoresEmptyParameters() {
        return this != PROBLEM;
    }
}
