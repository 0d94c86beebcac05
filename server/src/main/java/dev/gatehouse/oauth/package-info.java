/**
 * The OAuth 2.1 authorization server and OpenID Connect provider: clients, signing keys, authorization, tokens, and what people
 * have let applications do. Owns the tables {@code oauth_*}.
 */
@NullMarked
package dev.gatehouse.oauth;

import org.jspecify.annotations.NullMarked;
