package dev.gatehouse.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which value holds, from what the levels set. No input or output: everything it needs is given. */
final class PolicyResolver {

    /** What a level sets of one setting, or null when it leaves the decision to the level above. */
    record Step<T>(PolicyLevel level, @Nullable Own<T> own) {}

    /**
     * What holds at one level, and why.
     *
     * @param setBy the level whose value it is; that of the floor, when a floor decides
     * @param floor the strictest value that the levels above demand, or null when they demand nothing
     * @param floorLevel the level that demands it
     */
    record Resolved<T>(
            T effective,
            PolicyLevel setBy,
            @Nullable T floor,
            @Nullable PolicyLevel floorLevel) {

        /** A floor above decides; this level cannot go below it. */
        boolean floored() {
            return floorLevel == setBy;
        }
    }

    private PolicyResolver() {}

    /**
     * What holds at the lowest of these levels. A value weaker than a floor above it never takes effect, no matter which of
     * the two was set first.
     *
     * @param steps the levels from the provider down to the one that is asked about
     */
    static <T> Resolved<T> resolve(PolicySetting<T> setting, List<Step<T>> steps, Instant time) {
        T value = setting.standard();
        PolicyLevel setBy = PolicyLevel.DEFAULT;
        T floor = null;
        PolicyLevel floorLevel = null;
        for (Step<T> step : steps) {
            Own<T> own = step.own() == null ? null : step.own().at(time);
            if (own == null) {
                continue;
            }
            value = own.value();
            setBy = step.level();
            if (own.floor() && step.level() != steps.getLast().level()) {
                T stricter = floor == null ? own.value() : setting.kind().strictest(floor, own.value());
                floorLevel = stricter.equals(floor) ? floorLevel : step.level();
                floor = stricter;
            }
        }
        if (floor != null && floorLevel != null && setting.weaker(value, floor)) {
            return new Resolved<>(setting.kind().strictest(floor, value), floorLevel, floor, floorLevel);
        }
        return new Resolved<>(value, setBy, floor, floorLevel);
    }
}
