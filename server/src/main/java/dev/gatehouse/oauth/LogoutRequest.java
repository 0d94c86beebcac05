package dev.gatehouse.oauth;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's wish that its person be signed out here (OpenID Connect RP-Initiated Logout 1.0, section 2).
 *
 * @param client who wishes it; null when that is not known
 * @param hint claims of an ID token of that client, which says who the person was
 * @param parameters as they were sent
 */
record LogoutRequest(@Nullable Client client, Optional<JsonObject> hint, Map<String, String> parameters) {

    /** Whether the ID token was given in this session of this person. */
    boolean meant(String accountId, String sessionId) {
        return hint.filter(claims ->
                        accountId.equals(claims.getString("sub")) && sessionId.equals(claims.getString("sid")))
                .isPresent();
    }

    /** Where the client wants the browser afterwards; only one of its registered addresses, letter by letter. */
    Optional<String> destination() {
        String wanted = parameters.get("post_logout_redirect_uri");
        if (client == null || wanted == null) {
            return Optional.empty();
        }
        if (!client.settings().postLogoutRedirectUris().contains(wanted)) {
            throw OAuthProblems.REDIRECT_MISMATCH.problem();
        }
        String state = parameters.get("state");
        return Optional.of(
                state == null
                        ? wanted
                        : wanted + (wanted.contains("?") ? "&" : "?") + "state="
                                + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }
}
