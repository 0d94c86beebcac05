package dev.gatehouse.login;

import java.util.Arrays;
import java.util.Locale;

/** What can be proved in a sign-in. */
enum EvidenceKind {
    PASSWORD,
    /** An identity provider of the organisation knows this person, and the person has connected the two accounts before. */
    UPSTREAM,
    /** That provider says that it has seen more than one factor. Counts where the policy says so. */
    UPSTREAM_MFA,
    TOTP,
    PASSKEY,
    SECURITY_KEY,
    RECOVERY_CODE,
    /** A code mailed for this very sign-in. */
    MAIL_CODE,
    /** The mailed invitation that this sign-in began with. */
    MAIL_LINK,
    /** An administrator's enrolment pass. */
    PASS,
    /** A device on which the person asked not to be asked again. */
    TRUSTED_DEVICE;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static EvidenceKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
