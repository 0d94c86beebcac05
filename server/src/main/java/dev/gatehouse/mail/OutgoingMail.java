package dev.gatehouse.mail;

import java.time.Instant;
import java.util.UUID;

/**
 * A message in the queue.
 *
 * @param attempts how often its delivery was begun, this time included
 */
record OutgoingMail(UUID id, Instant createdAt, int attempts, Mail mail) {}
