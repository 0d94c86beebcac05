package dev.gatehouse.policy;

import dev.gatehouse.policy.PolicyResolver.Resolved;
import dev.gatehouse.policy.PolicyResolver.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the provider, one organisation and some of its domains set: the rows of {@code policy_settings} that decide about
 * people of that organisation.
 */
record LevelSettings(List<StoredSetting> rows) {

    /**
     * A row as it is stored.
     *
     * @param targetId the organisation or domain
     * @param value as JSON
     * @param before what this level sets until {@code holdsFrom}; null when it sets nothing until then
     */
    record StoredSetting(
            PolicyLevel level,
            UUID targetId,
            String name,
            Object value,
            boolean floor,
            @Nullable Instant holdsFrom,
            @Nullable Object before,
            boolean beforeFloor) {

        private <T> Own<T> own(PolicySetting<T> setting) {
            Own<T> until = before == null ? null : Own.of(setting.kind().read(before), beforeFloor);
            return new Own<>(setting.kind().read(value), floor, holdsFrom, until);
        }
    }

    /** What a level itself sets, or null. */
    <T> @Nullable Own<T> own(PolicySetting<T> setting, PolicyLevel level, @Nullable UUID domainId) {
        return rows.stream()
                .filter(row -> row.level() == level && row.name().equals(setting.name()))
                .filter(row -> level != PolicyLevel.DOMAIN || row.targetId().equals(domainId))
                .findFirst()
                .map(row -> row.own(setting))
                .orElse(null);
    }

    /**
     * What holds at a level.
     *
     * @param domainId the domain, when the level is that
     */
    <T> Resolved<T> resolve(PolicySetting<T> setting, PolicyLevel level, @Nullable UUID domainId, Instant time) {
        List<Step<T>> steps = Stream.of(PolicyLevel.PROVIDER, PolicyLevel.ORGANISATION, PolicyLevel.DOMAIN)
                .filter(step -> step.compareTo(level) <= 0)
                .map(step -> new Step<>(step, own(setting, step, domainId)))
                .toList();
        return PolicyResolver.resolve(setting, steps, time);
    }

    /**
     * What holds for a person: the strictest of the person's domains.
     *
     * @param domainIds domains of the person's addresses, the first address first; none means the organisation's settings
     */
    EffectivePolicy effective(Collection<UUID> domainIds, Instant now) {
        return new EffectivePolicy(
                strictest(PolicySetting.MFA_ENFORCEMENT, domainIds, now),
                deadline(domainIds, now),
                strictest(PolicySetting.ALLOWED_FACTORS, domainIds, now),
                strictest(PolicySetting.TRUSTED_DEVICE_DAYS, domainIds, now),
                Duration.ofMinutes(strictest(PolicySetting.SESSION_IDLE_MINUTES, domainIds, now)),
                Duration.ofHours(strictest(PolicySetting.SESSION_ABSOLUTE_HOURS, domainIds, now)),
                strictest(PolicySetting.PASSWORD_MIN_LENGTH, domainIds, now),
                strictest(PolicySetting.PASSWORD_HISTORY, domainIds, now),
                strictest(PolicySetting.PASSWORD_MAX_AGE_DAYS, domainIds, now),
                strictest(PolicySetting.UPSTREAM_MFA_COUNTED, domainIds, now));
    }

    MfaEnforcement enforcement(Collection<UUID> domainIds, Instant time) {
        return strictest(PolicySetting.MFA_ENFORCEMENT, domainIds, time);
    }

    /** The first announced time at which the person is asked for more than now. */
    private @Nullable Instant deadline(Collection<UUID> domainIds, Instant now) {
        MfaEnforcement today = enforcement(domainIds, now);
        return rows.stream()
                .filter(row -> row.name().equals(PolicySetting.MFA_ENFORCEMENT.name()))
                .map(StoredSetting::holdsFrom)
                .filter(time -> time != null && time.isAfter(now))
                .sorted()
                .filter(time -> enforcement(domainIds, time).compareTo(today) > 0)
                .findFirst()
                .orElse(null);
    }

    private <T> T strictest(PolicySetting<T> setting, Collection<UUID> domainIds, Instant time) {
        return domainIds.stream()
                .map(domain ->
                        resolve(setting, PolicyLevel.DOMAIN, domain, time).effective())
                .reduce(setting.kind()::strictest)
                .orElseGet(() ->
                        resolve(setting, PolicyLevel.ORGANISATION, null, time).effective());
    }
}
