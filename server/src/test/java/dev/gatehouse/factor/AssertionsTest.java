package dev.gatehouse.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.factor.RelyingParty.Asserted;
import dev.gatehouse.factor.WebAuthnStore.Challenge;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose key may answer which challenge; abuse case 23. */
class AssertionsTest {

    private final UUID bob = UUID.randomUUID();
    private final UUID eve = UUID.randomUUID();

    @Test
    void anOpenChallengeShouldTakeAPasskeyThatNamesItsAccount() {
        assertThat(belongs(null, key(bob, FactorKind.PASSKEY), bob)).isTrue();
    }

    @Test
    void anOpenChallengeShouldRefuseAPasskeyThatNamesNobodyOrSomebodyElse() {
        assertThat(belongs(null, key(bob, FactorKind.PASSKEY), null)).isFalse();
        assertThat(belongs(null, key(bob, FactorKind.PASSKEY), eve)).isFalse();
    }

    @Test
    void anOpenChallengeShouldRefuseASecurityKey() {
        assertThat(belongs(null, key(bob, FactorKind.SECURITY_KEY), bob)).isFalse();
    }

    @Test
    void theChallengeOfAnAccountShouldTakeItsOwnKeysOnly() {
        assertThat(belongs(bob, key(bob, FactorKind.SECURITY_KEY), null)).isTrue();
        assertThat(belongs(bob, key(bob, FactorKind.PASSKEY), bob)).isTrue();
        assertThat(belongs(bob, key(eve, FactorKind.PASSKEY), eve)).isFalse();
        assertThat(belongs(bob, key(eve, FactorKind.PASSKEY), bob)).isFalse();
        assertThat(belongs(bob, key(bob, FactorKind.PASSKEY), eve)).isFalse();
    }

    private static boolean belongs(@Nullable UUID challenged, KeyCredential key, @Nullable UUID handle) {
        return Assertions.belongs(new Challenge("assert", "challenge", challenged), key, new Asserted(handle, true, 1));
    }

    private static KeyCredential key(UUID account, FactorKind kind) {
        return new KeyCredential(
                UUID.randomUUID(), account, kind, "id", Buffer.buffer(), List.of(), false, Instant.EPOCH);
    }
}
