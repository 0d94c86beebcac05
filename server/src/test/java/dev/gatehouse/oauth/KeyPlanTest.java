package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.gatehouse.oauth.SigningKey.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final SigningKey EC = SigningKey.generate(JWSAlgorithm.ES256, State.ACTIVE, NOW, NOW);
    private static final SigningKey RSA = SigningKey.generate(JWSAlgorithm.RS256, State.ACTIVE, NOW, NOW);

    @Test
    void anEmptyInstallationShouldGetAKeyOfEachKindAtOnce() {
        KeyPlan plan = KeyPlan.due(List.of(), NOW);

        assertThat(plan.wanted())
                .containsExactly(
                        new KeyPlan.Wanted(JWSAlgorithm.ES256, State.ACTIVE, NOW),
                        new KeyPlan.Wanted(JWSAlgorithm.RS256, State.ACTIVE, NOW));
    }

    @Test
    void nothingShouldBeDueWhileKeysAreYoung() {
        assertThat(KeyPlan.due(List.of(EC, RSA), NOW.plus(Duration.ofDays(88))).empty())
                .isTrue();
    }

    @Test
    void theNextKeysShouldBePublishedADayBeforeTheyAreUsed() {
        Instant late = NOW.plus(Duration.ofDays(89));

        assertThat(KeyPlan.due(List.of(EC, RSA), late).wanted())
                .containsExactly(
                        new KeyPlan.Wanted(JWSAlgorithm.ES256, State.NEXT, late.plus(Duration.ofDays(1))),
                        new KeyPlan.Wanted(JWSAlgorithm.RS256, State.NEXT, late.plus(Duration.ofDays(1))));
    }

    @Test
    void theNextKeyShouldTakeOverInItsTimeAndTheOldOneStayPublished() {
        SigningKey next = SigningKey.generate(JWSAlgorithm.ES256, State.NEXT, NOW, NOW.plusSeconds(10));

        assertThat(KeyPlan.due(List.of(EC, RSA, next), NOW.plusSeconds(9)).empty())
                .isTrue();
        KeyPlan plan = KeyPlan.due(List.of(EC, RSA, next), NOW.plusSeconds(10));

        assertThat(plan.changed())
                .containsExactly(EC.retired(NOW.plusSeconds(10).plus(Duration.ofDays(7))), next.activated());
        assertThat(plan.wanted()).isEmpty();
    }

    @Test
    void aRetiredKeyShouldBeForgottenInItsTime() {
        SigningKey retired =
                SigningKey.generate(JWSAlgorithm.ES256, State.ACTIVE, NOW, NOW).retired(NOW.plusSeconds(60));

        assertThat(KeyPlan.due(List.of(EC, RSA, retired), NOW.plusSeconds(59)).forgotten())
                .isEmpty();
        assertThat(KeyPlan.due(List.of(EC, RSA, retired), NOW.plusSeconds(60)).forgotten())
                .containsExactly(retired);
    }

    @Test
    void aWishShouldBeFulfilledWhenEverybodyCanHaveSeenTheNewKeys() {
        Instant soon = NOW.plus(Duration.ofMinutes(10));
        SigningKey planned = SigningKey.generate(JWSAlgorithm.ES256, State.NEXT, NOW, NOW.plus(Duration.ofDays(1)));

        KeyPlan plan = KeyPlan.rotation(List.of(EC, RSA, planned), NOW);

        assertThat(plan.changed()).containsExactly(planned.activatingAt(soon));
        assertThat(plan.wanted()).containsExactly(new KeyPlan.Wanted(JWSAlgorithm.RS256, State.NEXT, soon));
        assertThat(KeyPlan.rotation(List.of(EC, RSA, planned.activatingAt(soon)), NOW)
                        .changed())
                .isEmpty();
    }
}
