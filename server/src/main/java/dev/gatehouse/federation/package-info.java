/**
 * "Continue with ...": the identity providers (OpenID Connect) of organisations, what people have connected there, and the way to
 * one and back. What a provider says becomes evidence of the sign-in; nothing is minted here. Owns the tables {@code federation_*}.
 */
@NullMarked
package dev.gatehouse.federation;

import org.jspecify.annotations.NullMarked;
