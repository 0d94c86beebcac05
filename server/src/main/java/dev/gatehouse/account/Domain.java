package dev.gatehouse.account;

import java.time.Instant;
import java.util.UUID;

/**
 * A domain of an organisation.
 *
 * @param mailbox {@code external} or {@code gatehouse}: where its mailboxes are
 * @param addresses how many addresses use it
 */
public record Domain(UUID id, UUID organisationId, String name, String mailbox, long addresses, Instant createdAt) {}
