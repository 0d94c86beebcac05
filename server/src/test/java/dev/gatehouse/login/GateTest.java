package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Role;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.EffectivePolicy;
import dev.gatehouse.policy.MfaEnforcement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Walks every set of evidence against every policy and account, and holds the gate to rules that are written down here a second
 * time, in the words of the specification.
 */
class GateTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Gate GATE = new Gate();

    @Test
    void noEvidenceSetIsAdmittedBelowPolicy() {
        AtomicInteger admitted = new AtomicInteger();
        AtomicInteger walked = new AtomicInteger();
        everything(facts -> {
            boolean mints = GATE.signIn(facts) instanceof Decision.Admit;
            walked.incrementAndGet();
            admitted.addAndGet(mints ? 1 : 0);
            assertThat(mints).as(() -> describe(facts)).isEqualTo(specification(facts));
        });
        assertThat(walked).hasValueGreaterThan(500_000);
        assertThat(admitted).hasPositiveValue();
    }

    @Test
    void moreEvidenceNeverClosesADoor() {
        everything(facts -> {
            if (GATE.signIn(facts) instanceof Decision.Admit) {
                for (EvidenceKind kind : EnumSet.of(EvidenceKind.TOTP, EvidenceKind.MAIL_CODE, EvidenceKind.PASS)) {
                    Gate.Facts more = with(facts, facts.evidence().with(item(kind)));
                    assertThat(GATE.signIn(more)).as(() -> describe(more)).isInstanceOf(Decision.Admit.class);
                }
            }
        });
    }

    @Test
    void enrolmentIsNeverOpenedByAPasswordAlone() {
        everything(facts -> {
            if (GATE.signIn(facts) instanceof Decision.Enrol) {
                assertThat(facts.evidence().hasAny(EvidenceKind.MAIL_CODE, EvidenceKind.MAIL_LINK, EvidenceKind.PASS))
                        .as(() -> describe(facts))
                        .isTrue();
            }
        });
    }

    @Test
    void stepUpNeverCountsAMailedCodeOrATrustedDeviceForAnEnrolledPerson() {
        everything(facts -> {
            for (StepUp.Action action : StepUp.Action.values()) {
                boolean admitted = GATE.stepUp(facts, action) instanceof Decision.Admit;
                boolean expected = facts.account().admitted() && stepUpSpecification(facts, action);
                assertThat(admitted).as(() -> action + " " + describe(facts)).isEqualTo(expected);
            }
        });
    }

    @Test
    void onlyAuthenticatorsThatAreStillAllowedAreOffered() {
        Gate.Facts facts = facts(
                MfaEnforcement.OFF,
                Set.of("passkey", "security-key"),
                Set.of(EvidenceKind.PASSWORD),
                false,
                false,
                0,
                true);

        assertThat(GATE.signIn(facts)).isInstanceOfSatisfying(Decision.Ask.class, ask -> assertThat(ask.anyOf())
                .containsExactlyInAnyOrder(EvidenceKind.PASSKEY, EvidenceKind.RECOVERY_CODE));
    }

    @Test
    void aStepUpByPasswordIsNotGoodForAddingAFactor() {
        Gate.Facts facts = facts(MfaEnforcement.OFF, Set.of(), Set.of(EvidenceKind.PASSWORD), false, false, 30, true);

        assertThat(GATE.earned(facts, StepUp.Action.MANAGE)).containsExactly(StepUp.Action.MANAGE);
    }

    @Test
    void anOldPasswordIsReplacedOnlyAfterTheFactorWasShown() {
        Gate.Facts fresh =
                facts(MfaEnforcement.OFF, Set.of("totp"), Set.of(EvidenceKind.PASSWORD), false, false, 0, true);
        Gate.Facts old = aged(fresh, 90);
        Gate.Facts shown = with(old, old.evidence().with(item(EvidenceKind.TOTP)));

        assertThat(GATE.signIn(old)).isInstanceOf(Decision.Ask.class);
        assertThat(GATE.signIn(shown)).isInstanceOf(Decision.NewPassword.class);
    }

    @Test
    void theWordOfAnotherProviderIsOneProofAndNoMore() {
        Gate.Facts alone =
                facts(MfaEnforcement.REQUIRED, Set.of(), Set.of(EvidenceKind.UPSTREAM), false, false, 0, true);
        Gate.Facts more = facts(
                MfaEnforcement.REQUIRED,
                Set.of("totp"),
                Set.of(EvidenceKind.UPSTREAM, EvidenceKind.UPSTREAM_MFA),
                false,
                false,
                0,
                true);

        assertThat(GATE.signIn(alone)).isInstanceOf(Decision.Ask.class);
        assertThat(GATE.signIn(more)).isInstanceOf(Decision.Ask.class);
        assertThat(GATE.signIn(under(more, Set.of("totp"), 0, true))).isInstanceOf(Decision.Admit.class);
        assertThat(GATE.stepUp(under(more, Set.of("totp"), 0, true), StepUp.Action.MANAGE))
                .isInstanceOf(Decision.Ask.class);
        assertThat(Acr.of(more.evidence())).isEqualTo(Acr.FEDERATED);
    }

    /** The rules once more, as the specification says them. */
    private static boolean specification(Gate.Facts facts) {
        Evidence e = facts.evidence();
        boolean passkey = e.hasVerifiedPasskey() && allows(facts, "passkey");
        boolean password = e.hasAny(EvidenceKind.PASSWORD);
        boolean upstream = e.hasAny(EvidenceKind.UPSTREAM);
        if (!facts.account().admitted() || !(passkey || password || upstream)) {
            return false;
        }
        boolean compromised = facts.password().map(PasswordState::mustChange).orElse(false);
        if (compromised && password) {
            return false;
        }
        boolean calm = !facts.underAttack() && !compromised;
        boolean trusted =
                calm && e.hasAny(EvidenceKind.TRUSTED_DEVICE) && facts.policy().trustedDeviceDays() > 0;
        // What another provider says about factors counts where the policy says so, and there for all that is asked
        // for.
        boolean counted = e.hasAny(EvidenceKind.UPSTREAM_MFA) && facts.policy().upstreamMfaCounted();
        if (usable(facts)) {
            return authenticator(facts) || trusted || counted;
        }
        if (counted) {
            return true;
        }
        boolean outlawed = !facts.account().factorKinds().isEmpty();
        boolean mailbox = e.hasAny(EvidenceKind.MAIL_CODE, EvidenceKind.MAIL_LINK, EvidenceKind.PASS);
        return switch (facts.policy().mfaEnforcement()) {
            case OFF -> mailbox || (outlawed ? trusted : calm);
            case REQUIRED -> mailbox || trusted;
            case FORCED -> false;
        };
    }

    private static boolean stepUpSpecification(Gate.Facts facts, StepUp.Action action) {
        Evidence e = facts.evidence();
        if (usable(facts)) {
            return authenticator(facts);
        }
        return action == StepUp.Action.ADD_FACTOR
                ? e.hasAny(EvidenceKind.MAIL_CODE, EvidenceKind.PASS)
                : e.hasAny(EvidenceKind.PASSWORD);
    }

    private static boolean allows(Gate.Facts facts, String kind) {
        return facts.policy().allowedFactors().contains(kind);
    }

    /** Has an authenticator of a kind that is allowed. */
    private static boolean usable(Gate.Facts facts) {
        return facts.account().factorKinds().stream().anyMatch(kind -> allows(facts, kind));
    }

    /** Has shown one of a kind that is allowed, or a recovery code in its stead. */
    private static boolean authenticator(Gate.Facts facts) {
        Evidence e = facts.evidence();
        return (e.hasAny(EvidenceKind.TOTP) && allows(facts, "totp"))
                || (e.hasAny(EvidenceKind.PASSKEY) && allows(facts, "passkey"))
                || (e.hasAny(EvidenceKind.SECURITY_KEY) && allows(facts, "security-key"))
                || (e.hasAny(EvidenceKind.RECOVERY_CODE) && usable(facts));
    }

    private static void everything(Consumer<Gate.Facts> look) {
        for (Set<String> allowed : List.of(Set.of("totp", "passkey"), Set.of("security-key"))) {
            for (MfaEnforcement enforcement : MfaEnforcement.values()) {
                for (Set<String> factors : List.of(
                        Set.<String>of(), Set.of("totp"), Set.of("security-key"), Set.of("passkey", "security-key"))) {
                    for (int bits = 0; bits < 1 << EvidenceKind.values().length; bits++) {
                        everything(look, allowed, enforcement, factors, kinds(bits));
                    }
                }
            }
        }
    }

    private static void everything(
            Consumer<Gate.Facts> look,
            Set<String> allowed,
            MfaEnforcement enforcement,
            Set<String> factors,
            Set<EvidenceKind> kinds) {
        boolean upstream = kinds.contains(EvidenceKind.UPSTREAM_MFA);
        if (upstream && !kinds.contains(EvidenceKind.UPSTREAM)) {
            return; // Nobody says anything about factors who has not said who it is.
        }
        for (int flags = 0; flags < (upstream ? 32 : 16); flags++) {
            Gate.Facts facts = facts(
                    enforcement,
                    factors,
                    kinds,
                    (flags & 1) != 0,
                    (flags & 2) != 0,
                    (flags & 4) != 0 ? 30 : 0,
                    (flags & 8) != 0);
            look.accept(under(facts, allowed, 0, (flags & 16) != 0));
        }
    }

    private static Set<EvidenceKind> kinds(int bits) {
        Set<EvidenceKind> kinds = EnumSet.noneOf(EvidenceKind.class);
        int bit = 1;
        for (EvidenceKind kind : EvidenceKind.values()) {
            if ((bits & bit) != 0) {
                kinds.add(kind);
            }
            bit <<= 1;
        }
        return kinds;
    }

    private static Gate.Facts facts(
            MfaEnforcement enforcement,
            Set<String> factors,
            Set<EvidenceKind> kinds,
            boolean underAttack,
            boolean compromised,
            int trustedDays,
            boolean active) {
        EffectivePolicy policy = new EffectivePolicy(
                enforcement,
                null,
                Set.of("totp", "passkey"),
                trustedDays,
                Duration.ofHours(1),
                Duration.ofDays(1),
                12,
                5,
                0,
                false);
        Evidence evidence = new Evidence(kinds.stream().map(GateTest::item).toList());
        PasswordState password = new PasswordState("$argon2id$", NOW.minus(Duration.ofDays(1)), compromised);
        return new Gate.Facts(account(factors, active), policy, evidence, underAttack, Optional.of(password), NOW);
    }

    private static Account account(Set<String> factors, boolean active) {
        UUID id = new UUID(1, 2);
        return new Account(
                id,
                id,
                "Acme",
                "active",
                "Alice",
                active ? Account.State.ACTIVE : Account.State.SUSPENDED,
                Set.of(Role.USER),
                List.of(new Account.Address(id, id, "acme.example", "alice@acme.example", false)),
                factors,
                1,
                null,
                null,
                NOW,
                null);
    }

    private static Evidence.Item item(EvidenceKind kind) {
        return new Evidence.Item(kind, NOW, null, null, kind == EvidenceKind.PASSKEY);
    }

    private static Gate.Facts with(Gate.Facts facts, Evidence evidence) {
        return new Gate.Facts(
                facts.account(), facts.policy(), evidence, facts.underAttack(), facts.password(), facts.now());
    }

    private static Gate.Facts under(Gate.Facts facts, Set<String> allowed, int maxDays, boolean upstreamMfaCounted) {
        EffectivePolicy p = facts.policy();
        EffectivePolicy policy = new EffectivePolicy(
                p.mfaEnforcement(),
                null,
                allowed,
                p.trustedDeviceDays(),
                p.sessionIdle(),
                p.sessionAbsolute(),
                p.passwordMinLength(),
                p.passwordHistory(),
                maxDays,
                upstreamMfaCounted);
        return new Gate.Facts(
                facts.account(), policy, facts.evidence(), facts.underAttack(), facts.password(), facts.now());
    }

    private static Gate.Facts aged(Gate.Facts facts, int maxDays) {
        Gate.Facts aged = under(facts, facts.policy().allowedFactors(), maxDays, false);
        PasswordState old = new PasswordState("$argon2id$", NOW.minus(Duration.ofDays(maxDays)), false);
        return new Gate.Facts(facts.account(), aged.policy(), facts.evidence(), false, Optional.of(old), facts.now());
    }

    private static String describe(Gate.Facts facts) {
        return facts.policy().mfaEnforcement() + ", allowed "
                + facts.policy().allowedFactors() + ", enrolled "
                + facts.account().factorKinds() + ", shown "
                + facts.evidence().words() + ", under attack " + facts.underAttack() + ", password "
                + facts.password().map(PasswordState::mustChange) + ", trust days "
                + facts.policy().trustedDeviceDays() + ", " + facts.account().state();
    }
}
