package dev.gatehouse.http;

/** The failures that any operation can have. */
public final class HttpProblems {

    public static final ProblemType INVALID_REQUEST =
            new ProblemType("invalid-request", 400, "The request is not as the contract wants it.");
    public static final ProblemType SIGN_IN_REQUIRED = new ProblemType("sign-in-required", 401, "Sign in to do this.");
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403, "Your role does not allow this.");
    public static final ProblemType STEP_UP_REQUIRED =
            new ProblemType("step-up-required", 403, "Prove once more that it is you, then try again.");
    public static final ProblemType CROSS_SITE_REQUEST =
            new ProblemType("cross-site-request", 403, "The request did not come from this site.");
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", 404, "There is nothing here.");
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType("method-not-allowed", 405, "This address does not take that method.");
    public static final ProblemType CONFLICT =
            new ProblemType("conflict", 409, "Somebody else changed this at the same time.");
    public static final ProblemType TOO_LARGE = new ProblemType("too-large", 413, "The request body is too large.");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE = new ProblemType(
            "unsupported-media-type", 415, "The request body has a content type that is not taken here.");
    public static final ProblemType ADDRESS_TOO_LONG =
            new ProblemType("address-too-long", 414, "The address of the request is too long.");
    public static final ProblemType EXPECTATION_FAILED =
            new ProblemType("expectation-failed", 417, "The request expects something that is not done here.");
    public static final ProblemType HEADERS_TOO_LARGE =
            new ProblemType("headers-too-large", 431, "The headers of the request are too large.");
    public static final ProblemType INTERNAL =
            new ProblemType("internal", 500, "Something went wrong here. It has been logged.");
    public static final ProblemType UNAVAILABLE =
            new ProblemType("unavailable", 503, "A part that this needs is not answering. Nothing was changed.");

    /** Not only signed in, but with an authenticator, and not long ago (RFC 9470). */
    private static final ProblemType INSUFFICIENT_USER_AUTHENTICATION = new ProblemType(
            "insufficient-user-authentication",
            401,
            "This needs a sign-in with an authenticator that is not older than ten minutes.",
            "insufficient_user_authentication");

    private HttpProblems() {}

    static Problem insufficientUserAuthentication() {
        return INSUFFICIENT_USER_AUTHENTICATION
                .problem()
                .challenge("Bearer error=\"insufficient_user_authentication\","
                        + " acr_values=\"https://refeds.org/profile/mfa\", max_age=\"600\"");
    }
}
