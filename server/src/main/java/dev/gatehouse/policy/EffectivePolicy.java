package dev.gatehouse.policy;

import dev.gatehouse.account.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that hold for one person now: the strictest of the person's domains.
 *
 * @param mfaDeadline when a stricter enforcement that has been announced begins to hold, or null
 * @param allowedFactors kinds that may be set up and used: {@code totp}, {@code passkey}, {@code security-key}
 * @param trustedDeviceDays how long a device may stay trusted; 0 means never
 * @param sessionIdle a session ends after so long without use
 * @param sessionAbsolute a session ends after so long in any case
 * @param passwordMinLength code points
 * @param passwordHistory how many former passwords are refused
 * @param passwordMaxAgeDays a password expires after so many days; 0 means never
 * @param upstreamMfaCounted a second factor proved at an upstream identity provider counts as one here
 */
public record EffectivePolicy(
        MfaEnforcement mfaEnforcement,
        @Nullable Instant mfaDeadline,
        Set<String> allowedFactors,
        int trustedDeviceDays,
        Duration sessionIdle,
        Duration sessionAbsolute,
        int passwordMinLength,
        int passwordHistory,
        int passwordMaxAgeDays,
        boolean upstreamMfaCounted) {

    /** Kinds of authenticators that this person has and that are allowed; the others count as if they were not there. */
    public Set<String> usableFactors(Account account) {
        Set<String> usable = new HashSet<>(account.factorKinds());
        usable.retainAll(allowedFactors);
        return Set.copyOf(usable);
    }
}
