package dev.gatehouse.oauth;

import org.jspecify.annotations.Nullable;

/**
 * What an authorization code was issued for: it is good for nothing else (RFC 9700, section 2.1.1).
 *
 * @param challenge of PKCE, or null where the client sent none
 */
record Code(
        String clientId,
        String redirectUri,
        @Nullable String challenge,
        @Nullable String nonce) {}
