package dev.gatehouse.policy;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one level itself sets.
 *
 * @param floor lower levels cannot be weaker
 * @param holdsFrom an announced value holds only from then on; null when it holds already
 * @param before what holds until then; null when that is the level above's decision
 */
record Own<T>(
        T value,
        boolean floor,
        @Nullable Instant holdsFrom,
        @Nullable Own<T> before) {

    static <T> Own<T> of(T value, boolean floor) {
        return new Own<>(value, floor, null, null);
    }

    /** What this level sets at that time, or null when it leaves the decision to the level above. */
    @Nullable
    Own<T> at(Instant time) {
        if (holdsFrom == null) {
            return this;
        }
        return time.isBefore(holdsFrom) ? before : of(value, floor);
    }

    /** The same as people see it at that time: an announcement whose time has come is none any more. */
    Own<T> seenAt(Instant time) {
        return holdsFrom != null && time.isBefore(holdsFrom) ? this : of(value, floor);
    }

    /** Whether people would see no difference. */
    boolean looksLike(Own<T> other) {
        return value.equals(other.value) && floor == other.floor && Objects.equals(holdsFrom, other.holdsFrom);
    }
}
