package dev.gatehouse.oauth;

import dev.gatehouse.login.Acr;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application asks for, checked against its registration (RFC 6749, section 4.1.1; OpenID Connect Core 1.0, 3.1.2.1).
 *
 * @param scopes those that it may have
 * @param resource the service that tokens shall be for, or null for ours
 * @param challenge of PKCE with S256, or null
 * @param dpopJkt thumbprint of the key to which the code shall be bound (RFC 9449, section 10), or null
 * @param prompts what the person shall be asked in any case
 * @param wantedAcr how strongly the person should have proved to be who they say
 * @param essentialAcr how strongly they must have
 */
record AuthorizationRequest(
        String redirectUri,
        Set<String> scopes,
        @Nullable String resource,
        @Nullable String nonce,
        @Nullable String challenge,
        @Nullable String dpopJkt,
        Set<String> prompts,
        Optional<Duration> maxAge,
        Optional<Acr> wantedAcr,
        Optional<Acr> essentialAcr,
        Optional<String> idTokenHint) {

    static final String NONE = "none";
    static final String LOGIN = "login";
    static final String CONSENT = "consent";
    static final String SELECT_ACCOUNT = "select_account";

    AuthorizationRequest {
        scopes = Set.copyOf(scopes);
        prompts = Set.copyOf(prompts);
    }

    boolean prompts(String what) {
        return prompts.contains(what);
    }
}
