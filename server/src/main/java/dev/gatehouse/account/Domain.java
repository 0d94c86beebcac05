package dev.gatehouse.account;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A domain of an organisation.
 *
 * @param mailbox {@code external} or {@code gatehouse}: where its mailboxes are
 * @param addresses how many addresses use it
 * @param claim what is still to be proved; empty once the domain is known to be the organisation's
 */
public record Domain(
        UUID id,
        UUID organisationId,
        String name,
        String mailbox,
        long addresses,
        Instant createdAt,
        Optional<Claim> claim) {

    /**
     * A domain that somebody says is theirs.
     *
     * @param record name of the TXT record, in its ASCII form
     * @param value what the record must hold
     */
    public record Claim(String record, String value, Instant endsAt) {}

    boolean proved() {
        return claim.isEmpty();
    }
}
