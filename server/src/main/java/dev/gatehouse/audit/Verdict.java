package dev.gatehouse.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of one organisation's log found.
 *
 * @param entries how many entries hold
 * @param brokenAt sequence number of the first entry that does not hold, or null when all do
 * @param reason one sentence, or null when all hold
 */
public record Verdict(
        UUID organisationId,
        long entries,
        @Nullable Long brokenAt,
        @Nullable String reason) {

    public boolean intact() {
        return brokenAt == null;
    }
}
