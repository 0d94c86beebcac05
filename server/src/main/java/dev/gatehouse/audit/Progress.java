package dev.gatehouse.audit;

import java.util.Optional;
import java.util.UUID;

/**
 * How far the verification of a log has come.
 *
 * @param entries have been found to hold so far
 * @param total entries that the log had when it began
 * @param verdict once it has ended
 */
public record Progress(UUID organisationId, long entries, long total, Optional<Verdict> verdict) {}
