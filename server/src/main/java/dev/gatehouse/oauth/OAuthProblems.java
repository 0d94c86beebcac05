package dev.gatehouse.oauth;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.ProblemType;
import java.util.Set;

/**
 * How authorizations and tokens are refused. The last argument is what a client is told: RFC 6749 (4.1.2.1, 5.2), RFC 6750 (3.1),
 * RFC 8707 (2), RFC 7009 (2.2.1), OpenID Connect Core 1.0 (3.1.2.6).
 */
final class OAuthProblems {

    // Told to a person, because it is not certain where else it may be told.
    static final ProblemType UNKNOWN_APPLICATION = new ProblemType(
            "unknown-application", 400, "The application that sent you here is not known.", "invalid_client");
    static final ProblemType REDIRECT_MISMATCH = new ProblemType(
            "redirect-mismatch",
            400,
            "The application wants you sent to an address that is not registered for it.",
            "invalid_request");
    static final ProblemType REQUEST_GONE = new ProblemType(
            "request-gone",
            410,
            "This request has been answered or is too old. Go back to the application and start again.",
            "invalid_request_uri");
    static final ProblemType TOO_MANY_REQUESTS = new ProblemType(
            "too-many-requests",
            429,
            "Too many devices wait for a sign-in on your network.",
            "temporarily_unavailable");

    // Told to the client at its redirect address.
    static final ProblemType UNSUPPORTED_RESPONSE_TYPE = refusal(
            "unsupported-response-type", "Only the response type code is supported.", "unsupported_response_type");
    static final ProblemType REQUEST_NOT_SUPPORTED =
            refusal("request-not-supported", "Request objects are not supported.", "request_not_supported");
    static final ProblemType REQUEST_URI_NOT_SUPPORTED = refusal(
            "request-uri-not-supported",
            "Only a request_uri that was given out here is supported.",
            "request_uri_not_supported");
    static final ProblemType ACCESS_DENIED =
            refusal("access-denied", "The person or the policy has said no.", "access_denied");
    static final ProblemType LOGIN_REQUIRED = refusal("login-required", "Nobody is signed in.", "login_required");
    static final ProblemType CONSENT_REQUIRED =
            refusal("consent-required", "The person has not been asked yet.", "consent_required");
    static final ProblemType ACCOUNT_SELECTION_REQUIRED =
            refusal("account-selection-required", "The person has to choose an account.", "account_selection_required");
    static final ProblemType UNMET_AUTHENTICATION_REQUIREMENTS = refusal(
            "unmet-authentication-requirements",
            "The person cannot authenticate in the way that is asked for.",
            "unmet_authentication_requirements");

    // Told at the token endpoint and the others that programs call.
    static final ProblemType INVALID_CLIENT =
            new ProblemType("invalid-client", 401, "The client could not be authenticated.", "invalid_client");
    static final ProblemType INVALID_GRANT =
            refusal("invalid-grant", "The code or refresh token is not good, or not any more.", "invalid_grant");
    static final ProblemType UNAUTHORIZED_CLIENT =
            refusal("unauthorized-client", "The client may not do this.", "unauthorized_client");
    static final ProblemType UNSUPPORTED_GRANT_TYPE =
            refusal("unsupported-grant-type", "This grant type is not supported.", "unsupported_grant_type");
    static final ProblemType INVALID_SCOPE =
            refusal("invalid-scope", "None of these scopes can be given.", "invalid_scope");
    static final ProblemType INVALID_TARGET =
            refusal("invalid-target", "The client is not registered for this resource.", "invalid_target");
    static final ProblemType MALFORMED =
            refusal("malformed-authorization", "The request is not as OAuth wants it.", "invalid_request");

    static final ProblemType INVALID_DPOP_PROOF = refusal(
            "invalid-dpop-proof", "The DPoP proof is missing, or not good for this request.", "invalid_dpop_proof");

    // Told to a device (RFC 8628, section 3.5).
    static final ProblemType AUTHORIZATION_PENDING =
            refusal("authorization-pending", "The person has not decided yet.", "authorization_pending");
    static final ProblemType DEVICE_SLOW_DOWN =
            refusal("device-slow-down", "Ask less often, by five seconds more.", "slow_down");
    static final ProblemType EXPIRED_TOKEN =
            refusal("device-code-expired", "The device code is too old. Begin again.", "expired_token");
    // And to its person.
    static final ProblemType UNKNOWN_USER_CODE =
            new ProblemType("unknown-user-code", 404, "No device shows this code, or not any more.", "invalid_grant");

    private static final ProblemType INVALID_TOKEN =
            new ProblemType("invalid-token", 401, "The access token is not good, or not any more.", "invalid_token");
    private static final ProblemType PROOF_REQUIRED = new ProblemType(
            "dpop-proof-required",
            401,
            "The token is bound to a key; send a proof for this request.",
            "invalid_dpop_proof");
    private static final ProblemType INSUFFICIENT_SCOPE = new ProblemType(
            "insufficient-scope", 403, "The access token does not reach this far.", "insufficient_scope");
    private static final ProblemType TOKEN_REQUIRED =
            new ProblemType("token-required", 401, "Send an access token.", "invalid_token");

    private static final Set<ProblemType> FOR_THE_PERSON =
            Set.of(UNKNOWN_APPLICATION, REDIRECT_MISMATCH, REQUEST_GONE, HttpProblems.CROSS_SITE_REQUEST);

    private OAuthProblems() {}

    /** Whether a refused authorization is told to the person here, and not to the client at its address. */
    static boolean forThePerson(Problem problem) {
        return FOR_THE_PERSON.contains(problem.type());
    }

    static Problem invalidToken() {
        return INVALID_TOKEN.problem().challenge("Bearer error=\"invalid_token\"");
    }

    static Problem insufficientScope(String wanted) {
        return INSUFFICIENT_SCOPE
                .problem()
                .challenge(
                        "Bearer error=\"insufficient_scope\"" + (wanted.isEmpty() ? "" : ", scope=\"" + wanted + "\""));
    }

    /** A token that is bound to a key, without the proof that belongs to this request (RFC 9449, section 7.1). */
    static Problem proofRequired() {
        return PROOF_REQUIRED
                .problem()
                .challenge("DPoP error=\"invalid_dpop_proof\", algs=\"" + String.join(" ", PublicKeys.algorithms())
                        + "\"");
    }

    /** Nothing was sent that could be wrong (RFC 6750, section 3). */
    static Problem tokenRequired() {
        return TOKEN_REQUIRED.problem().challenge("Bearer");
    }

    private static ProblemType refusal(String slug, String title, String error) {
        return new ProblemType(slug, 400, title, error);
    }
}
