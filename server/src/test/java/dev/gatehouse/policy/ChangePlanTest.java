package dev.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import dev.gatehouse.policy.LevelSettings.StoredSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangePlanTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant MONDAY = NOW.plus(Duration.ofDays(6));
    private static final UUID PROVIDER = new UUID(0, 1);
    private static final UUID ORGANISATION = new UUID(0, 2);
    private static final UUID DOMAIN = new UUID(0, 3);

    @Test
    void newValueShouldBeWrittenWithWhatItReplaces() {
        LevelSettings settings = organisation("trustedDeviceDays", 10, false);

        assertThat(stored(settings, new Change(PolicySetting.TRUSTED_DEVICE_DAYS, 20, true, null)))
                .isEqualTo(new StoredSetting(
                        PolicyLevel.ORGANISATION, ORGANISATION, "trustedDeviceDays", 20, true, null, null, false));
        ChangePlan.Step<?> step = plan(settings, new Change(PolicySetting.TRUSTED_DEVICE_DAYS, 20, true, null))
                .getFirst();
        assertThat(step.before()).isEqualTo(Own.of(10, false));
        assertThat(step.after()).isEqualTo(Own.of(20, true));
    }

    @Test
    void sameValueShouldChangeNothing() {
        LevelSettings settings = organisation("trustedDeviceDays", 10, true);

        assertThat(plan(settings, new Change(PolicySetting.TRUSTED_DEVICE_DAYS, 10, null, null)))
                .isEmpty();
        assertThat(plan(settings, new Change(PolicySetting.PASSWORD_HISTORY, null, null, null)))
                .isEmpty();
    }

    @Test
    void floorShouldStayWhenItIsNotMentioned() {
        LevelSettings settings = organisation("trustedDeviceDays", 10, true);

        assertThat(plan(settings, new Change(PolicySetting.TRUSTED_DEVICE_DAYS, 20, null, null))
                        .getFirst()
                        .after())
                .isEqualTo(Own.of(20, true));
        assertThat(plan(settings, new Change(PolicySetting.TRUSTED_DEVICE_DAYS, 20, false, null))
                        .getFirst()
                        .after())
                .isEqualTo(Own.of(20, false));
    }

    @Test
    void nullShouldHandTheDecisionBack() {
        LevelSettings settings = organisation("trustedDeviceDays", 10, true);
        Change change = new Change(PolicySetting.TRUSTED_DEVICE_DAYS, null, null, null);

        assertThat(plan(settings, change).getFirst().before()).isEqualTo(Own.of(10, true));
        assertThat(stored(settings, change)).isNull();
    }

    @Test
    void announcementShouldKeepWhatHoldsUntilThen() {
        LevelSettings settings = organisation("mfaEnforcement", "off", true);

        assertThat(stored(settings, enforcement("forced", MONDAY)))
                .isEqualTo(new StoredSetting(
                        PolicyLevel.ORGANISATION, ORGANISATION, "mfaEnforcement", "forced", true, MONDAY, "off", true));
    }

    @Test
    void secondAnnouncementShouldKeepWhatHoldsNowAndNotTheFirst() {
        LevelSettings settings = new LevelSettings(List.of(new StoredSetting(
                PolicyLevel.ORGANISATION, ORGANISATION, "mfaEnforcement", "required", false, MONDAY, "off", false)));

        StoredSetting stored = stored(settings, enforcement("forced", MONDAY.plusSeconds(60)));

        assertThat(stored).isNotNull().extracting(StoredSetting::before).isEqualTo("off");
    }

    @Test
    void announcementOfAPastTimeShouldHoldAtOnce() {
        StoredSetting stored = stored(new LevelSettings(List.of()), enforcement("forced", NOW));

        assertThat(stored).isNotNull().extracting(StoredSetting::holdsFrom).isNull();
    }

    @Test
    void sameAnnouncementShouldChangeNothingAndAnEarlierOneSomething() {
        LevelSettings settings = new LevelSettings(List.of(new StoredSetting(
                PolicyLevel.ORGANISATION, ORGANISATION, "mfaEnforcement", "forced", false, MONDAY, null, false)));

        assertThat(plan(settings, enforcement("forced", MONDAY))).isEmpty();
        assertThat(plan(settings, enforcement("forced", null))).hasSize(1);
    }

    @Test
    void valueBelowAFloorShouldBeRefusedNamingFloorAndLevel() {
        LevelSettings settings = provider("mfaEnforcement", "required");

        Problem problem = refused(settings, PolicyLevel.ORGANISATION, enforcement("off", null));

        assertThat(problem.type()).isEqualTo(PolicyProblems.BELOW_FLOOR);
        assertThat(problem.detail())
                .isEqualTo("mfaEnforcement cannot be weaker than required: the provider has set that as a floor.");
        assertThat(problem.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/settings/0/value");
            assertThat(error.code()).isEqualTo("below-floor");
        });
    }

    @Test
    void valueAboveAFloorShouldBeTaken() {
        assertThat(plan(provider("mfaEnforcement", "required"), enforcement("forced", null)))
                .hasSize(1);
    }

    @Test
    void floorOfTheOrganisationShouldBindItsDomains() {
        LevelSettings settings = organisation("passwordMinLength", 15, true);

        Problem problem =
                refused(settings, PolicyLevel.DOMAIN, new Change(PolicySetting.PASSWORD_MIN_LENGTH, 14, null, null));

        assertThat(problem.detail()).contains("15", "organisation");
    }

    @Test
    void floorThatIsAnnouncedShouldBindWhatIsAnnouncedForLater() {
        LevelSettings settings = new LevelSettings(List.of(new StoredSetting(
                PolicyLevel.PROVIDER, PROVIDER, "mfaEnforcement", "forced", true, MONDAY, null, false)));

        assertThat(plan(settings, enforcement("required", null))).hasSize(1);
        assertThat(refused(settings, PolicyLevel.ORGANISATION, enforcement("required", MONDAY))
                        .type())
                .isEqualTo(PolicyProblems.BELOW_FLOOR);
    }

    @Test
    void domainShouldNotSetAFloor() {
        Problem problem = refused(
                new LevelSettings(List.of()),
                PolicyLevel.DOMAIN,
                new Change(PolicySetting.PASSWORD_HISTORY, 10, true, null));

        assertThat(problem.type()).isEqualTo(HttpProblems.INVALID_REQUEST);
        assertThat(problem.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/settings/0/floor");
            assertThat(error.message()).contains("Nothing is below a domain");
        });
    }

    @Test
    void everyMistakeShouldBeNamedAtOnce() {
        Problem problem = refused(
                new LevelSettings(List.of()),
                PolicyLevel.ORGANISATION,
                new Change(PolicySetting.TRUSTED_DEVICE_DAYS, 91, null, null),
                new Change(PolicySetting.PASSWORD_HISTORY, 3, null, MONDAY),
                enforcement("forced", NOW.plus(Duration.ofDays(400))),
                new Change(PolicySetting.PASSWORD_HISTORY, null, true, null),
                new Change(PolicySetting.UPSTREAM_MFA_COUNTED, null, null, MONDAY));

        assertThat(problem.errors())
                .extracting(Problem.Violation::pointer)
                .containsExactly(
                        "/settings/0/value",
                        "/settings/1/holdsFrom",
                        "/settings/2/holdsFrom",
                        "/settings/3/name",
                        "/settings/3/floor",
                        "/settings/4/holdsFrom");
    }

    private static Change enforcement(String word, @Nullable Instant holdsFrom) {
        return new Change(PolicySetting.MFA_ENFORCEMENT, word, null, holdsFrom);
    }

    private static LevelSettings organisation(String name, Object value, boolean floor) {
        return new LevelSettings(List.of(
                new StoredSetting(PolicyLevel.ORGANISATION, ORGANISATION, name, value, floor, null, null, false)));
    }

    private static LevelSettings provider(String name, Object floor) {
        return new LevelSettings(
                List.of(new StoredSetting(PolicyLevel.PROVIDER, PROVIDER, name, floor, true, null, null, false)));
    }

    private static List<ChangePlan.Step<?>> plan(LevelSettings settings, Change... changes) {
        return ChangePlan.of(settings, PolicyLevel.ORGANISATION, null, List.of(changes), NOW);
    }

    private static @Nullable StoredSetting stored(LevelSettings settings, Change change) {
        return plan(settings, change).getFirst().stored(PolicyLevel.ORGANISATION, ORGANISATION);
    }

    private static Problem refused(LevelSettings settings, PolicyLevel level, Change... changes) {
        return catchThrowableOfType(Problem.class, () -> ChangePlan.of(settings, level, DOMAIN, List.of(changes), NOW));
    }
}
