package dev.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySettingTest {

    static List<PolicySetting<?>> all() {
        return PolicySetting.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void standardShouldBeAValueThatIsTaken(PolicySetting<?> setting) {
        assertThat(writtenAndRead(setting)).isEqualTo(setting.standard());
    }

    private static <T> T writtenAndRead(PolicySetting<T> setting) {
        return setting.kind().read(setting.kind().write(setting.standard()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void valueShouldNotBeWeakerThanItself(PolicySetting<?> setting) {
        assertThat(weakerThanItself(setting)).isFalse();
    }

    private static <T> boolean weakerThanItself(PolicySetting<T> setting) {
        return setting.weaker(setting.standard(), setting.standard());
    }

    @ParameterizedTest
    @MethodSource("all")
    void wrongTypeShouldBeRefusedWithASentence(PolicySetting<?> setting) {
        for (Object wrong : List.of("sideways", -1, 1_000_000, 2.5, new JsonArray(), new JsonArray().add(7))) {
            assertThatThrownBy(() -> setting.kind().read(wrong))
                    .as("%s of %s", wrong, setting.name())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Choose ");
        }
    }

    @Test
    void settingShouldBeFoundByItsName() {
        assertThat(PolicySetting.of("passwordHistory")).contains(PolicySetting.PASSWORD_HISTORY);
        assertThat(PolicySetting.of("colour")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OFF, REQUIRED", "REQUIRED, FORCED", "OFF, FORCED"})
    void enforcementShouldGrowFromOffToForced(MfaEnforcement weak, MfaEnforcement strong) {
        assertThat(PolicySetting.MFA_ENFORCEMENT.weaker(weak, strong)).isTrue();
        assertThat(PolicySetting.MFA_ENFORCEMENT.weaker(strong, weak)).isFalse();
    }

    @Test
    void moreFactorsShouldBeWeaker() {
        assertThat(factorsWeaker(Set.of("totp", "passkey"), Set.of("passkey"))).isTrue();
        assertThat(factorsWeaker(Set.of("passkey"), Set.of("totp", "passkey"))).isFalse();
    }

    @Test
    void otherFactorsThanAllowedShouldBeWeakerThanTheFloorInBothDirections() {
        assertThat(factorsWeaker(Set.of("totp", "passkey"), Set.of("passkey", "security-key")))
                .isTrue();
        assertThat(factorsWeaker(Set.of("totp"), Set.of("passkey"))).isTrue();
        assertThat(factorsWeaker(Set.of("passkey"), Set.of("totp"))).isTrue();
    }

    private static boolean factorsWeaker(Set<String> value, Set<String> bound) {
        return PolicySetting.ALLOWED_FACTORS.weaker(value, bound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"sms\"]", "[\"totp\", 7]", "[null]", "\"totp\""})
    void factorListThatIsEmptyOrUnknownShouldBeRefused(String json) {
        Object value = new JsonObject("{\"value\":" + json + "}").getValue("value");

        assertThatThrownBy(() -> PolicySetting.ALLOWED_FACTORS.kind().read(value))
                .hasMessage("Choose at least one of totp, passkey, security-key.");
    }

    @Test
    void factorListShouldBeWrittenInOneOrderAndOnce() {
        Set<String> read = PolicySetting.ALLOWED_FACTORS.kind().read(JsonArray.of("security-key", "totp", "totp"));

        assertThat(PolicySetting.ALLOWED_FACTORS.kind().write(read)).isEqualTo(JsonArray.of("totp", "security-key"));
    }

    @Test
    void numbersShouldBeStricterInTheDirectionThatProtects() {
        assertThat(PolicySetting.TRUSTED_DEVICE_DAYS.weaker(30, 0)).isTrue();
        assertThat(PolicySetting.SESSION_IDLE_MINUTES.weaker(61, 60)).isTrue();
        assertThat(PolicySetting.SESSION_ABSOLUTE_HOURS.weaker(12, 24)).isFalse();
        assertThat(PolicySetting.PASSWORD_MIN_LENGTH.weaker(11, 12)).isTrue();
        assertThat(PolicySetting.PASSWORD_HISTORY.weaker(5, 5)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 90, true", "90, 0, false", "365, 90, true", "90, 365, false", "0, 0, false"})
    void zeroShouldBeTheWeakestAgeBecauseItMeansNever(int value, int bound, boolean weaker) {
        assertThat(PolicySetting.PASSWORD_MAX_AGE_DAYS.weaker(value, bound)).isEqualTo(weaker);
    }

    @Test
    void countingUpstreamFactorsShouldBeWeaker() {
        assertThat(PolicySetting.UPSTREAM_MFA_COUNTED.weaker(true, false)).isTrue();
        assertThat(PolicySetting.UPSTREAM_MFA_COUNTED.weaker(false, true)).isFalse();
    }

    @Test
    void numberShouldBeTakenInEitherJsonForm() {
        assertThat(PolicySetting.TRUSTED_DEVICE_DAYS.kind().read(30.0)).isEqualTo(30);
        assertThat(PolicySetting.TRUSTED_DEVICE_DAYS.kind().read(30L)).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 91, 1e300, Double.NaN, Double.POSITIVE_INFINITY, 0.5})
    void numberOutsideTheRangeShouldBeRefused(double number) {
        assertThatThrownBy(() -> PolicySetting.TRUSTED_DEVICE_DAYS.kind().read(number))
                .hasMessage("Choose a whole number from 0 to 90.");
    }
}
