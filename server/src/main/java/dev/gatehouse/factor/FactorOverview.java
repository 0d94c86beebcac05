package dev.gatehouse.factor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has set up, and what may be set up.
 *
 * @param codesRemaining unused recovery codes
 * @param codesCreatedAt when the set of recovery codes was made, or null when there is none
 */
record FactorOverview(
        List<Factor> factors,
        List<FactorKind> allowedKinds,
        int codesRemaining,
        @Nullable Instant codesCreatedAt) {}
