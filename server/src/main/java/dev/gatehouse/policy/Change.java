package dev.gatehouse.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a level to set.
 *
 * @param value as JSON; null hands the decision to the level above
 * @param floor null leaves the floor as it is
 * @param holdsFrom null means at once, as does a time that has passed
 */
record Change(
        PolicySetting<?> setting,
        @Nullable Object value,
        @Nullable Boolean floor,
        @Nullable Instant holdsFrom) {}
