package dev.gatehouse.federation;

import java.util.Optional;

/**
 * What a checked ID token says.
 *
 * @param subject the one name of a person that a provider gives to nobody else
 * @param email as the provider writes it
 * @param emailVerified the provider says that it has verified it, in so many words
 * @param multiFactor the provider says that it has seen more than one factor ({@code amr}, RFC 8176)
 */
record IdToken(String subject, Optional<String> email, boolean emailVerified, boolean multiFactor) {}
