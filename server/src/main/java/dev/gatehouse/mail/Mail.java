package dev.gatehouse.mail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that the product sends about itself, in plain text.
 *
 * @param kind a short word for statistics, such as {@code sign-in-code}
 * @param subject one line
 * @param body plain text, lines ended by {@code \n}
 */
public record Mail(@Nullable UUID organisationId, String recipient, String kind, String subject, String body) {}
