package dev.gatehouse.policy;

import static dev.gatehouse.policy.PolicyLevel.DEFAULT;
import static dev.gatehouse.policy.PolicyLevel.DOMAIN;
import static dev.gatehouse.policy.PolicyLevel.ORGANISATION;
import static dev.gatehouse.policy.PolicyLevel.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.PolicyResolver.Resolved;
import dev.gatehouse.policy.PolicyResolver.Step;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyResolverTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3_600);

    @Test
    void standardShouldHoldWhenNobodySetsAnything() {
        Resolved<Integer> resolved = days(null, null, null);

        assertThat(resolved).isEqualTo(new Resolved<>(30, DEFAULT, null, null));
        assertThat(resolved.floored()).isFalse();
    }

    @Test
    void lowestLevelThatSetsAValueShouldDecide() {
        assertThat(days(set(10), null, null).setBy()).isEqualTo(PROVIDER);
        assertThat(days(set(10), set(20), null)).isEqualTo(new Resolved<>(20, ORGANISATION, null, null));
        assertThat(days(set(10), set(20), set(90))).isEqualTo(new Resolved<>(90, DOMAIN, null, null));
    }

    @Test
    void stricterValueBelowAFloorShouldHold() {
        Resolved<Integer> resolved = days(floor(30), null, set(7));

        assertThat(resolved).isEqualTo(new Resolved<>(7, DOMAIN, 30, PROVIDER));
        assertThat(resolved.floored()).isFalse();
    }

    @Test
    void weakerValueShouldNeverTakeEffectThoughItWasSetBeforeTheFloor() {
        Resolved<Integer> resolved = days(floor(7), set(60), null);

        assertThat(resolved).isEqualTo(new Resolved<>(7, PROVIDER, 7, PROVIDER));
        assertThat(resolved.floored()).isTrue();
    }

    @Test
    void floorShouldReachOverALevelThatSetsNothing() {
        assertThat(days(floor(7), null, set(90))).isEqualTo(new Resolved<>(7, PROVIDER, 7, PROVIDER));
    }

    @Test
    void floorShouldBeReportedToLevelsThatInheritItsValue() {
        Resolved<Integer> resolved = days(floor(7), null, null);

        assertThat(resolved).isEqualTo(new Resolved<>(7, PROVIDER, 7, PROVIDER));
        assertThat(resolved.floored()).isTrue();
    }

    @Test
    void stricterOfTwoFloorsShouldBind() {
        assertThat(days(floor(30), floor(14), set(90))).isEqualTo(new Resolved<>(14, ORGANISATION, 14, ORGANISATION));
        assertThat(days(floor(14), floor(30), set(90))).isEqualTo(new Resolved<>(14, PROVIDER, 14, PROVIDER));
    }

    @Test
    void ownFloorShouldNotBindItsOwnLevel() {
        Resolved<Integer> resolved = PolicyResolver.resolve(
                PolicySetting.TRUSTED_DEVICE_DAYS,
                List.of(new Step<>(PROVIDER, null), new Step<>(ORGANISATION, floor(14))),
                NOW);

        assertThat(resolved).isEqualTo(new Resolved<>(14, ORGANISATION, null, null));
    }

    @Test
    void valueWithoutFloorShouldBindNobody() {
        assertThat(days(set(0), set(90), null)).isEqualTo(new Resolved<>(90, ORGANISATION, null, null));
    }

    @Test
    void floorOfListsShouldLeaveWhatBothAllow() {
        Resolved<Set<String>> resolved = factors(floor(Set.of("totp", "passkey")), set(Set.of("totp", "security-key")));

        assertThat(resolved.effective()).containsExactly("totp");
        assertThat(resolved.setBy()).isEqualTo(PROVIDER);
    }

    @Test
    void floorOfListsShouldWinWhenNothingIsAllowedByBoth() {
        Resolved<Set<String>> resolved = factors(floor(Set.of("passkey")), set(Set.of("totp")));

        assertThat(resolved).isEqualTo(new Resolved<>(Set.of("passkey"), PROVIDER, Set.of("passkey"), PROVIDER));
    }

    @Test
    void announcedValueShouldLeaveTheFormerOneInForceUntilItsTime() {
        Own<Integer> announced = new Own<>(7, false, LATER, Own.of(60, false));

        assertThat(days(null, announced, null, NOW).effective()).isEqualTo(60);
        assertThat(days(null, announced, null, LATER.minusMillis(1)).effective())
                .isEqualTo(60);
        assertThat(days(null, announced, null, LATER).effective()).isEqualTo(7);
    }

    @Test
    void announcedValueOfALevelThatSetNothingShouldLeaveTheLevelAboveInForce() {
        Own<Integer> announced = new Own<>(7, false, LATER, null);

        assertThat(days(set(45), announced, null, NOW)).isEqualTo(new Resolved<>(45, PROVIDER, null, null));
        assertThat(days(set(45), announced, null, LATER).setBy()).isEqualTo(ORGANISATION);
    }

    @Test
    void announcedFloorShouldBindFromItsTimeOnly() {
        Own<Integer> announced = new Own<>(7, true, LATER, Own.of(60, true));

        assertThat(days(announced, set(90), null, NOW)).isEqualTo(new Resolved<>(60, PROVIDER, 60, PROVIDER));
        assertThat(days(announced, set(90), null, LATER)).isEqualTo(new Resolved<>(7, PROVIDER, 7, PROVIDER));
    }

    /** Whatever three levels set, the outcome is never weaker than a floor above it. */
    @Test
    void noCombinationShouldResolveBelowAFloor() {
        List<@Nullable Own<Integer>> choices =
                Arrays.asList(null, set(0), set(30), set(90), floor(0), floor(30), floor(90));
        for (Own<Integer> provider : choices) {
            for (Own<Integer> organisation : choices) {
                for (Own<Integer> domain : choices) {
                    int effective = days(provider, organisation, domain).effective();

                    for (Own<Integer> above : Arrays.asList(provider, organisation)) {
                        if (above != null && above.floor()) {
                            assertThat(effective)
                                    .as("%s > %s > %s", provider, organisation, domain)
                                    .isLessThanOrEqualTo(above.value());
                        }
                    }
                }
            }
        }
    }

    private static Resolved<Integer> days(
            @Nullable Own<Integer> provider, @Nullable Own<Integer> organisation, @Nullable Own<Integer> domain) {
        return days(provider, organisation, domain, NOW);
    }

    private static Resolved<Integer> days(
            @Nullable Own<Integer> provider,
            @Nullable Own<Integer> organisation,
            @Nullable Own<Integer> domain,
            Instant time) {
        return PolicyResolver.resolve(
                PolicySetting.TRUSTED_DEVICE_DAYS,
                List.of(
                        new Step<>(PROVIDER, provider),
                        new Step<>(ORGANISATION, organisation),
                        new Step<>(DOMAIN, domain)),
                time);
    }

    private static Resolved<Set<String>> factors(Own<Set<String>> provider, Own<Set<String>> organisation) {
        return PolicyResolver.resolve(
                PolicySetting.ALLOWED_FACTORS,
                List.of(new Step<>(PROVIDER, provider), new Step<>(ORGANISATION, organisation)),
                NOW);
    }

    private static <T> Own<T> set(T value) {
        return Own.of(value, false);
    }

    private static <T> Own<T> floor(T value) {
        return Own.of(value, true);
    }
}
