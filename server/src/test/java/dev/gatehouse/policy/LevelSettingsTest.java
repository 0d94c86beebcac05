package dev.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.policy.LevelSettings.StoredSetting;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LevelSettingsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant MONDAY = NOW.plus(Duration.ofDays(6));
    private static final Instant TUESDAY = NOW.plus(Duration.ofDays(7));
    private static final UUID TENANT = new UUID(0, 1);
    private static final UUID SALES = new UUID(0, 2);
    private static final UUID LABS = new UUID(0, 3);

    @Test
    void freshInstallationShouldProtectEverybody() {
        EffectivePolicy policy = new LevelSettings(List.of()).effective(List.of(SALES), NOW);

        assertThat(policy)
                .isEqualTo(new EffectivePolicy(
                        MfaEnforcement.REQUIRED,
                        null,
                        Set.of("totp", "passkey", "security-key"),
                        30,
                        Duration.ofHours(1),
                        Duration.ofHours(12),
                        12,
                        5,
                        0,
                        false));
    }

    @Test
    void strictestOfTheDomainsShouldHoldSettingBySetting() {
        EffectivePolicy policy = new LevelSettings(List.of(
                        domain(SALES, "mfaEnforcement", "off"),
                        domain(SALES, "trustedDeviceDays", 0),
                        domain(SALES, "passwordMaxAgeDays", 0),
                        domain(LABS, "mfaEnforcement", "forced"),
                        domain(LABS, "trustedDeviceDays", 90),
                        domain(LABS, "passwordMaxAgeDays", 365)))
                .effective(List.of(SALES, LABS), NOW);

        assertThat(policy.mfaEnforcement()).isEqualTo(MfaEnforcement.FORCED);
        assertThat(policy.trustedDeviceDays()).isZero();
        assertThat(policy.passwordMaxAgeDays()).isEqualTo(365);
    }

    @Test
    void domainWithoutOwnValueShouldCountWithWhatItInherits() {
        LevelSettings settings = new LevelSettings(List.of(
                row(PolicyLevel.ORGANISATION, TENANT, "mfaEnforcement", "forced"),
                domain(SALES, "mfaEnforcement", "off")));

        assertThat(settings.enforcement(List.of(SALES), NOW)).isEqualTo(MfaEnforcement.OFF);
        assertThat(settings.enforcement(List.of(SALES, LABS), NOW)).isEqualTo(MfaEnforcement.FORCED);
    }

    @Test
    void firstAddressShouldDecideWhenTheDomainsAllowNothingInCommon() {
        LevelSettings settings = new LevelSettings(List.of(
                domain(SALES, "allowedFactors", JsonArray.of("totp")),
                domain(LABS, "allowedFactors", JsonArray.of("passkey"))));

        assertThat(settings.effective(List.of(SALES, LABS), NOW).allowedFactors())
                .containsExactly("totp");
        assertThat(settings.effective(List.of(LABS, SALES), NOW).allowedFactors())
                .containsExactly("passkey");
    }

    @Test
    void personWithoutAddressShouldHaveTheSettingsOfTheOrganisation() {
        LevelSettings settings =
                new LevelSettings(List.of(row(PolicyLevel.ORGANISATION, TENANT, "mfaEnforcement", "forced")));

        assertThat(settings.enforcement(List.of(), NOW)).isEqualTo(MfaEnforcement.FORCED);
    }

    @Test
    void announcedEnforcementShouldBeTheDeadlineOfThoseItHits() {
        LevelSettings settings =
                new LevelSettings(List.of(announced(PolicyLevel.DOMAIN, SALES, "forced", MONDAY, null)));

        assertThat(settings.effective(List.of(SALES), NOW).mfaEnforcement()).isEqualTo(MfaEnforcement.REQUIRED);
        assertThat(settings.effective(List.of(SALES), NOW).mfaDeadline()).isEqualTo(MONDAY);
        assertThat(settings.effective(List.of(LABS), NOW).mfaDeadline()).isNull();
        assertThat(settings.effective(List.of(SALES), MONDAY).mfaEnforcement()).isEqualTo(MfaEnforcement.FORCED);
        assertThat(settings.effective(List.of(SALES), MONDAY).mfaDeadline()).isNull();
    }

    @Test
    void announcementThatAsksForNoMoreShouldBeNoDeadline() {
        LevelSettings settings = new LevelSettings(List.of(
                announced(PolicyLevel.PROVIDER, TENANT, "off", MONDAY, "required"),
                announced(PolicyLevel.DOMAIN, SALES, "forced", TUESDAY, "required")));

        assertThat(settings.effective(List.of(SALES), NOW).mfaDeadline()).isEqualTo(TUESDAY);
        assertThat(settings.effective(List.of(LABS), NOW).mfaDeadline()).isNull();
    }

    @Test
    void announcementBelowWhatHoldsAnywayShouldBeNoDeadline() {
        LevelSettings settings = new LevelSettings(List.of(
                domain(LABS, "mfaEnforcement", "forced"),
                announced(PolicyLevel.DOMAIN, SALES, "forced", MONDAY, null)));

        assertThat(settings.effective(List.of(SALES, LABS), NOW).mfaDeadline()).isNull();
    }

    @Test
    void storedValueThatIsNotTakenAnyMoreShouldFailInsteadOfOpening() {
        LevelSettings settings = new LevelSettings(List.of(domain(SALES, "mfaEnforcement", "sometimes")));

        assertThatThrownBy(() -> settings.effective(List.of(SALES), NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    private static StoredSetting domain(UUID domain, String name, Object value) {
        return row(PolicyLevel.DOMAIN, domain, name, value);
    }

    private static StoredSetting row(PolicyLevel level, UUID target, String name, Object value) {
        return new StoredSetting(level, target, name, value, false, null, null, false);
    }

    private static StoredSetting announced(
            PolicyLevel level, UUID target, String value, Instant from, @Nullable String before) {
        return new StoredSetting(level, target, "mfaEnforcement", value, false, from, before, false);
    }
}
