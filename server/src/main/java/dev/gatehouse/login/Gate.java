package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.EffectivePolicy;
import dev.gatehouse.policy.MfaEnforcement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The one place that weighs evidence against policy. It is asked at the moment a session would be minted, with the account
 * and policy as they are then; no path leads around it.
 */
final class Gate {

    private static final Set<EvidenceKind> MAILBOX_OR_PASS = EnumSet.of(EvidenceKind.MAIL_CODE, EvidenceKind.PASS);

    /**
     * The facts of one decision.
     *
     * @param underAttack the account is being guessed at from many places
     * @param password empty when the account has none
     */
    record Facts(
            Account account,
            EffectivePolicy policy,
            Evidence evidence,
            boolean underAttack,
            Optional<PasswordState> password,
            Instant now) {

        boolean compromised() {
            return password.map(PasswordState::mustChange).orElse(false);
        }

        /** Kinds of authenticators that the person has and that the policy still allows. */
        Set<String> usableFactors() {
            return policy.usableFactors(account);
        }

        /**
         * The evidence that counts: none of a kind that is not allowed, no recovery code where there is no authenticator for
         * which it could stand in, and of another provider's factors only what the policy lets count.
         */
        Evidence counted() {
            return evidence.only(item -> switch (item.kind()) {
                case TOTP, PASSKEY, SECURITY_KEY ->
                    policy.allowedFactors().contains(item.kind().word());
                case RECOVERY_CODE -> !usableFactors().isEmpty();
                case UPSTREAM_MFA -> policy.upstreamMfaCounted();
                case PASSWORD, UPSTREAM, MAIL_CODE, MAIL_LINK, PASS, TRUSTED_DEVICE -> true;
            });
        }

        /** The password alone says too little, whatever the policy: others are trying it, or may know it. */
        boolean suspicious() {
            return underAttack || compromised();
        }
    }

    /** Weighs a transaction for what it is. */
    Decision decide(Transaction transaction, Facts facts) {
        return transaction.action() == null ? signIn(facts) : stepUp(facts, transaction.action());
    }

    /** Weighs a sign-in. */
    Decision signIn(Facts facts) {
        if (!facts.account().admitted()) {
            return new Decision.Refuse();
        }
        Evidence evidence = facts.counted();
        if (!evidence.hasAny(EvidenceKind.PASSWORD, EvidenceKind.UPSTREAM) && !evidence.hasVerifiedPasskey()) {
            return new Decision.Ask(EnumSet.of(EvidenceKind.PASSWORD), "Enter your password.");
        }
        if (!facts.usableFactors().isEmpty()) {
            return hasSecondFactor(facts) ? passwordAge(facts) : askFactor(facts);
        }
        return withoutFactor(facts);
    }

    /**
     * Weighs a step-up: a real authenticator where there is one; never a mailed code, a trusted device or the word of another
     * provider in its stead.
     */
    Decision stepUp(Facts facts, StepUp.Action action) {
        if (!facts.account().admitted()) {
            return new Decision.Refuse();
        }
        Evidence evidence = facts.counted();
        if (!facts.usableFactors().isEmpty()) {
            return evidence.hasRealFactor() ? new Decision.Admit() : askFactor(facts);
        }
        if (action == StepUp.Action.ADD_FACTOR) {
            return evidence.hasAny(EvidenceKind.MAIL_CODE, EvidenceKind.PASS)
                    ? new Decision.Admit()
                    : new Decision.Ask(
                            MAILBOX_OR_PASS,
                            "Before you set up your first authenticator, prove that you can read your mail.");
        }
        return evidence.hasAny(EvidenceKind.PASSWORD)
                ? new Decision.Admit()
                : new Decision.Ask(EnumSet.of(EvidenceKind.PASSWORD), "Enter your password once more.");
    }

    /** What an admitted step-up is good for. */
    Set<StepUp.Action> earned(Facts facts, StepUp.Action action) {
        return facts.counted().hasRealFactor() ? EnumSet.allOf(StepUp.Action.class) : EnumSet.of(action);
    }

    /** Whoever has authenticators that are no longer allowed is protected as if there were none, but never by the password alone. */
    private Decision withoutFactor(Facts facts) {
        if (facts.counted().hasAny(EvidenceKind.UPSTREAM_MFA)) {
            return passwordAge(facts);
        }
        MfaEnforcement enforcement = facts.policy().mfaEnforcement();
        boolean mailbox = facts.evidence().hasAny(EvidenceKind.MAIL_CODE, EvidenceKind.MAIL_LINK, EvidenceKind.PASS);
        boolean trusted = facts.evidence().hasAny(EvidenceKind.TRUSTED_DEVICE)
                && facts.policy().trustedDeviceDays() > 0
                && !facts.suspicious();
        if (enforcement == MfaEnforcement.FORCED) {
            return mailbox
                    ? new Decision.Enrol(
                            facts.policy().allowedFactors(), "Your organisation asks everyone for an authenticator.")
                    : new Decision.Ask(
                            MAILBOX_OR_PASS,
                            "First a code, then you set up an authenticator: your organisation asks for it.");
        }
        boolean outlawed = facts.account().hasFactor();
        boolean needed = enforcement == MfaEnforcement.REQUIRED || facts.suspicious() || outlawed;
        return needed && !mailbox && !trusted
                ? new Decision.Ask(MAILBOX_OR_PASS, whyMailbox(facts.suspicious(), outlawed))
                : passwordAge(facts);
    }

    private static String whyMailbox(boolean suspicious, boolean outlawed) {
        if (suspicious) {
            return "Somebody has been guessing at passwords, so prove that it is you.";
        }
        return outlawed
                ? "Your organisation no longer accepts the authenticator that you have."
                : "Your organisation asks for more than the password.";
    }

    private static boolean hasSecondFactor(Facts facts) {
        Evidence evidence = facts.counted();
        boolean trusted = evidence.hasAny(EvidenceKind.TRUSTED_DEVICE)
                && facts.policy().trustedDeviceDays() > 0
                && !facts.suspicious();
        return evidence.hasRealFactor() || evidence.hasAny(EvidenceKind.UPSTREAM_MFA) || trusted;
    }

    private static Decision askFactor(Facts facts) {
        Set<EvidenceKind> ways = EnumSet.of(EvidenceKind.RECOVERY_CODE);
        facts.usableFactors().forEach(kind -> ways.add(EvidenceKind.of(kind)));
        return new Decision.Ask(ways, "Confirm with your authenticator.");
    }

    /** Age is asked of passwords that were used; whoever signs in with a passkey is left in peace. */
    private static Decision passwordAge(Facts facts) {
        int maxDays = facts.policy().passwordMaxAgeDays();
        Optional<PasswordState> used =
                facts.password().filter(state -> facts.evidence().hasAny(EvidenceKind.PASSWORD));
        if (used.map(PasswordState::mustChange).orElse(false)) {
            return new Decision.NewPassword("Somebody else may know your password. Choose a new one.");
        }
        boolean expired = maxDays > 0
                && used.map(state -> !state.changedAt()
                                .plus(Duration.ofDays(maxDays))
                                .isAfter(facts.now()))
                        .orElse(false);
        return expired
                ? new Decision.NewPassword("Your password is older than your organisation allows. Choose a new one.")
                : new Decision.Admit();
    }
}
