package dev.gatehouse.policy;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import dev.gatehouse.policy.LevelSettings.StoredSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds wanted changes against the catalogue and the floors, and says what is to be written. No input or output. */
final class ChangePlan {

    // Further away than any announcement that is meant seriously; keeps slips of the pen out.
    private static final Duration FARTHEST = Duration.ofDays(366);

    /**
     * One setting to be written.
     *
     * @param before what the level sets now, as people see it, or null
     * @param after what it is to set, or null
     */
    record Step<T>(
            PolicySetting<T> setting,
            @Nullable Own<T> before,
            @Nullable Own<T> after) {

        /** The row to be stored, or null when the level is to set nothing. */
        @Nullable
        StoredSetting stored(PolicyLevel level, UUID targetId) {
            if (after == null) {
                return null;
            }
            Own<T> until = after.before();
            return new StoredSetting(
                    level,
                    targetId,
                    setting.name(),
                    setting.kind().write(after.value()),
                    after.floor(),
                    after.holdsFrom(),
                    until == null ? null : setting.kind().write(until.value()),
                    until != null && until.floor());
        }
    }

    private final LevelSettings settings;
    private final PolicyLevel level;
    private final @Nullable UUID domainId;
    private final Instant now;
    private final Problem invalid = HttpProblems.INVALID_REQUEST.problem();
    private final List<BelowFloor<?>> belowFloor = new ArrayList<>();

    private record BelowFloor<T>(String pointer, PolicySetting<T> setting, T floor, PolicyLevel floorLevel) {

        String sentence() {
            return setting.name() + " cannot be weaker than " + setting.kind().say(floor) + ": the " + floorLevel.word()
                    + " has set that as a floor.";
        }
    }

    private ChangePlan(LevelSettings settings, PolicyLevel level, @Nullable UUID domainId, Instant now) {
        this.settings = settings;
        this.level = level;
        this.domainId = domainId;
        this.now = now;
    }

    /**
     * What is to be written for these changes; nothing for those that change nothing.
     *
     * @param domainId the domain, when the level is that
     * @throws Problem {@code invalid-request} or {@code below-floor}, naming each change that cannot be made
     */
    static List<Step<?>> of(
            LevelSettings settings, PolicyLevel level, @Nullable UUID domainId, List<Change> changes, Instant now) {
        ChangePlan plan = new ChangePlan(settings, level, domainId, now);
        List<Step<?>> steps = new ArrayList<>();
        Set<PolicySetting<?>> seen = new HashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            String pointer = "/settings/" + i;
            if (!seen.add(change.setting())) {
                plan.invalid.with(pointer + "/name", "repeated", "Give each setting once.");
            }
            Step<?> step = plan.step(change.setting(), change, pointer);
            if (step != null) {
                steps.add(step);
            }
        }
        plan.requireClean();
        return steps;
    }

    private void requireClean() {
        if (!invalid.errors().isEmpty()) {
            throw invalid;
        }
        if (!belowFloor.isEmpty()) {
            Problem problem =
                    PolicyProblems.BELOW_FLOOR.problem(belowFloor.getFirst().sentence());
            belowFloor.forEach(
                    refused -> problem.with(refused.pointer() + "/value", "below-floor", refused.sentence()));
            throw problem;
        }
    }

    private <T> @Nullable Step<T> step(PolicySetting<T> setting, Change change, String pointer) {
        Own<T> own = settings.own(setting, level, domainId);
        Own<T> before = own == null ? null : own.seenAt(now);
        if (change.value() == null) {
            requireNothingElse(change, pointer);
            return before == null ? null : new Step<>(setting, before, null);
        }
        T value = value(setting, change.value(), pointer);
        if (value == null) {
            return null;
        }
        Own<T> after = announced(value, floor(change, before, pointer), holdsFrom(setting, change, pointer), own);
        checkFloor(setting, after, pointer);
        return before != null && before.looksLike(after) ? null : new Step<>(setting, before, after);
    }

    private void requireNothingElse(Change change, String pointer) {
        if (Boolean.TRUE.equals(change.floor())) {
            invalid.with(pointer + "/floor", "without-value", "A floor needs a value.");
        }
        if (change.holdsFrom() != null) {
            invalid.with(pointer + "/holdsFrom", "without-value", "Handing a decision back holds at once.");
        }
    }

    private <T> @Nullable T value(PolicySetting<T> setting, Object json, String pointer) {
        try {
            return setting.kind().read(json);
        } catch (IllegalArgumentException notTaken) {
            invalid.with(pointer + "/value", "invalid", String.valueOf(notTaken.getMessage()));
            return null;
        }
    }

    private boolean floor(Change change, @Nullable Own<?> before, String pointer) {
        boolean floor = change.floor() == null ? before != null && before.floor() : change.floor();
        if (floor && level == PolicyLevel.DOMAIN) {
            invalid.with(pointer + "/floor", "not-here", "Nothing is below a domain, so it cannot set a floor.");
        }
        return floor;
    }

    private @Nullable Instant holdsFrom(PolicySetting<?> setting, Change change, String pointer) {
        Instant wanted = change.holdsFrom();
        if (wanted == null) {
            return null;
        }
        if (!setting.equals(PolicySetting.MFA_ENFORCEMENT)) {
            invalid.with(pointer + "/holdsFrom", "not-here", "Only mfaEnforcement can be announced; leave this out.");
        } else if (wanted.isAfter(now.plus(FARTHEST))) {
            invalid.with(pointer + "/holdsFrom", "too-far", "Choose a time within a year.");
        }
        return wanted.isAfter(now) ? wanted : null;
    }

    private <T> Own<T> announced(T value, boolean floor, @Nullable Instant holdsFrom, @Nullable Own<T> own) {
        Own<T> until = holdsFrom == null || own == null ? null : own.at(now);
        return new Own<>(value, floor, holdsFrom, until);
    }

    /** Against the floors of the time from which the value is to hold. */
    private <T> void checkFloor(PolicySetting<T> setting, Own<T> after, String pointer) {
        Instant from = after.holdsFrom() == null ? now : after.holdsFrom();
        PolicyResolver.Resolved<T> resolved = settings.resolve(setting, level, domainId, from);
        T floor = resolved.floor();
        PolicyLevel floorLevel = resolved.floorLevel();
        if (floor != null && floorLevel != null && setting.weaker(after.value(), floor)) {
            belowFloor.add(new BelowFloor<>(pointer, setting, floor, floorLevel));
        }
    }
}
