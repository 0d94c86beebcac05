package dev.gatehouse.oauth;

import dev.gatehouse.http.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the answer to an authorization request goes, and how. It always says who answers, so that a client which uses several
 * servers cannot be led to the wrong one (RFC 9207).
 *
 * @param formPost as a form that the browser posts (OAuth 2.0 Form Post Response Mode), instead of in the address
 */
record AuthorizationResponse(String redirectUri, boolean formPost, Optional<String> state, String issuer) {

    /** The parameters that bring a code. */
    Map<String, String> code(String code) {
        return parameters(Map.of("code", code));
    }

    /** The parameters that tell a refusal (RFC 6749, section 4.1.2.1). */
    Map<String, String> refusal(Problem problem) {
        String description = problem.detail() == null ? problem.type().title() : problem.detail();
        return parameters(Map.of("error", problem.type().oauthError(), "error_description", description));
    }

    /** The address with the parameters behind whatever it has of its own. */
    String location(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return redirectUri + (redirectUri.contains("?") ? "&" : "?") + query;
    }

    private Map<String, String> parameters(Map<String, String> first) {
        Map<String, String> all = new LinkedHashMap<>(first);
        state.ifPresent(value -> all.put("state", value));
        all.put("iss", issuer);
        return all;
    }
}
