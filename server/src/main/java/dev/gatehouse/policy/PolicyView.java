package dev.gatehouse.policy;

import dev.gatehouse.policy.PolicyResolver.Resolved;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The policy of one level as people see it. */
record PolicyView(PolicyLevel level, List<Line<?>> lines) {

    /**
     * One setting.
     *
     * @param own what this level itself sets, or null
     */
    record Line<T>(
            PolicySetting<T> setting,
            Resolved<T> resolved,
            @Nullable Own<T> own) {}

    static PolicyView of(LevelSettings settings, PolicyLevel level, @Nullable UUID domainId, Instant now) {
        return new PolicyView(
                level,
                PolicySetting.ALL.stream()
                        .<Line<?>>map(setting -> line(settings, setting, level, domainId, now))
                        .toList());
    }

    private static <T> Line<T> line(
            LevelSettings settings, PolicySetting<T> setting, PolicyLevel level, @Nullable UUID domainId, Instant now) {
        Own<T> own = settings.own(setting, level, domainId);
        return new Line<>(
                setting, settings.resolve(setting, level, domainId, now), own == null ? null : own.seenAt(now));
    }
}
