package dev.gatehouse.oauth;

import org.jspecify.annotations.Nullable;

/**
 * What an authorization code was issued for: it is good for nothing else (RFC 9700, section 2.1.1).
 *
 * @param challenge of PKCE, or null where the client sent none
 * @param dpopJkt thumbprint of the key that the client will prove to have (RFC 9449, section 10), or null
 */
record Code(
        String clientId,
        String redirectUri,
        @Nullable String challenge,
        @Nullable String nonce,
        @Nullable String dpopJkt) {}
