package dev.gatehouse.policy;

import dev.gatehouse.policy.ValueKind.Stricter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue of settings: what each is called, what holds when nobody sets it, which values are taken, and which of two
 * values is the stricter one.
 *
 * @param standard what holds when no level sets a value
 */
record PolicySetting<T>(String name, T standard, ValueKind<T> kind) {

    /** A fresh installation is safe, and nobody has to do anything for it: whoever has no factor is mailed a code. */
    static final PolicySetting<MfaEnforcement> MFA_ENFORCEMENT =
            new PolicySetting<>("mfaEnforcement", MfaEnforcement.REQUIRED, new ValueKind.Enforcement());

    private static final List<String> FACTOR_KINDS = List.of("totp", "passkey", "security-key");

    static final PolicySetting<Set<String>> ALLOWED_FACTORS =
            new PolicySetting<>("allowedFactors", Set.copyOf(FACTOR_KINDS), new ValueKind.Words(FACTOR_KINDS));

    static final PolicySetting<Integer> TRUSTED_DEVICE_DAYS =
            new PolicySetting<>("trustedDeviceDays", 30, new ValueKind.WholeNumber(0, 90, Stricter.SMALLER));

    /** One hour is what NIST SP 800-63B-4 (AAL2) allows at most; it also outlasts a lunch break. */
    static final PolicySetting<Integer> SESSION_IDLE_MINUTES =
            new PolicySetting<>("sessionIdleMinutes", 60, new ValueKind.WholeNumber(5, 1_440, Stricter.SMALLER));

    /** A sign-in in the morning lasts the working day; NIST SP 800-63B-4 (AAL2) allows 24 hours at most. */
    static final PolicySetting<Integer> SESSION_ABSOLUTE_HOURS =
            new PolicySetting<>("sessionAbsoluteHours", 12, new ValueKind.WholeNumber(1, 720, Stricter.SMALLER));

    /**
     * NIST SP 800-63B-4 asks for 8 where a second factor follows, which the default enforcement sees to, and for 15 where
     * the password stands alone.
     */
    static final PolicySetting<Integer> PASSWORD_MIN_LENGTH =
            new PolicySetting<>("passwordMinLength", 12, new ValueKind.WholeNumber(8, 128, Stricter.LARGER));

    static final PolicySetting<Integer> PASSWORD_HISTORY =
            new PolicySetting<>("passwordHistory", 5, new ValueKind.WholeNumber(0, 24, Stricter.LARGER));

    /** Never, as NIST and OWASP ASVS advise: people who must change a password choose a weaker one. */
    static final PolicySetting<Integer> PASSWORD_MAX_AGE_DAYS = new PolicySetting<>(
            "passwordMaxAgeDays", 0, new ValueKind.WholeNumber(0, 730, Stricter.SMALLER_AND_ZERO_IS_NEVER));

    static final PolicySetting<Boolean> UPSTREAM_MFA_COUNTED =
            new PolicySetting<>("upstreamMfaCounted", false, new ValueKind.Leniency());

    /** Every setting, in the order in which people see them. */
    static final List<PolicySetting<?>> ALL = List.of(
            MFA_ENFORCEMENT,
            ALLOWED_FACTORS,
            TRUSTED_DEVICE_DAYS,
            SESSION_IDLE_MINUTES,
            SESSION_ABSOLUTE_HOURS,
            PASSWORD_MIN_LENGTH,
            PASSWORD_HISTORY,
            PASSWORD_MAX_AGE_DAYS,
            UPSTREAM_MFA_COUNTED);

    static Optional<PolicySetting<?>> of(String name) {
        return ALL.stream().filter(setting -> setting.name.equals(name)).findFirst();
    }

    /** Whether {@code value} allows something that {@code bound} does not. */
    boolean weaker(T value, T bound) {
        return !kind.strictest(bound, value).equals(value);
    }
}
