package dev.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.account.ProtectionDirectory.Group;
import dev.gatehouse.policy.LevelSettings.StoredSetting;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProtectionTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final UUID QUIET = new UUID(0, 1);
    private static final UUID STRICT = new UUID(0, 2);
    private static final SignInHistory.Counts HISTORY = new SignInHistory.Counts(18, 6);

    private final List<Group> groups = List.of(
            new Group("a", List.of(QUIET), Set.of("passkey"), 10, 10),
            new Group("b", List.of(QUIET), Set.of(), 5, 2),
            new Group("c", List.of(STRICT), Set.of("totp"), 3, 1),
            new Group("d", List.of(QUIET, STRICT), Set.of(), 1, 0));

    @Test
    void authenticatorsThatAreNotAllowedShouldCountAsNone() {
        Protection all = Protection.of(settings(), groups, NOW);
        Protection fewer =
                Protection.of(settings(setting("allowedFactors", new JsonArray().add("passkey"))), groups, NOW);

        assertThat(all.people()).isEqualTo(19);
        assertThat(all.withFactor()).isEqualTo(13);
        assertThat(all.unreachable()).isEqualTo(2);
        assertThat(fewer.withFactor()).isEqualTo(10);
        assertThat(fewer.unreachable()).isEqualTo(3);
        assertThat(fewer.lackingProtections()).containsExactly("b", "c", "d");
    }

    @Test
    void coverageShouldTellMailedCodesFromPasswordsAlone() {
        Protection protection = Protection.of(
                new LevelSettings(List.of(
                        new StoredSetting(
                                PolicyLevel.PROVIDER,
                                new UUID(0, 9),
                                "mfaEnforcement",
                                "off",
                                false,
                                null,
                                null,
                                false),
                        setting("mfaEnforcement", "required"))),
                groups,
                NOW);

        assertThat(protection.coverage()).isEqualTo(new Coverage(19, 13, 1, 5));
    }

    @Test
    void switchingOffShouldAskAndLockOutNobody() {
        Protection protection = Protection.of(settings(), groups, NOW);

        Rehearsal off = Rehearsal.of(MfaEnforcement.OFF, protection, HISTORY, List.of(), List.of());
        Rehearsal forced = Rehearsal.of(MfaEnforcement.FORCED, protection, HISTORY, List.of(), List.of());

        assertThat(off.withoutFactor()).isEqualTo(6);
        assertThat(off.unreachable()).isZero();
        assertThat(off.asked()).isZero();
        assertThat(off.signIns()).isEqualTo(18);
        assertThat(forced.unreachable()).isEqualTo(2);
        assertThat(forced.asked()).isEqualTo(6);
    }

    private static LevelSettings settings(StoredSetting... settings) {
        return new LevelSettings(List.of(settings));
    }

    private static StoredSetting setting(String name, Object value) {
        return new StoredSetting(PolicyLevel.DOMAIN, STRICT, name, value, false, null, null, false);
    }
}
