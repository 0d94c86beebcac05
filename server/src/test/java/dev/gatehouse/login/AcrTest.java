package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcrTest {

    @Test
    void aPasswordAloneShouldBeTheWeakest() {
        assertThat(Acr.of(proved(EvidenceKind.PASSWORD))).isEqualTo(Acr.PASSWORD);
        assertThat(Acr.methods(proved(EvidenceKind.PASSWORD))).containsExactly("pwd");
    }

    /** NIST SP 800-63B: e-mail is no out-of-band factor. It has a class of its own. */
    @Test
    void aMailedCodeShouldNotBeASecondFactor() {
        Evidence evidence = proved(EvidenceKind.PASSWORD, EvidenceKind.MAIL_CODE);

        assertThat(Acr.of(evidence)).isEqualTo(Acr.MAIL);
        assertThat(Acr.methods(evidence)).containsExactly("pwd", "mca");
    }

    @Test
    void aTrustedDeviceShouldProveNothing() {
        assertThat(Acr.of(proved(EvidenceKind.PASSWORD, EvidenceKind.TRUSTED_DEVICE)))
                .isEqualTo(Acr.PASSWORD);
    }

    @Test
    void anAuthenticatorShouldMakeTwoFactors() {
        Evidence evidence = proved(EvidenceKind.PASSWORD, EvidenceKind.TOTP);

        assertThat(Acr.of(evidence)).isEqualTo(Acr.MFA);
        assertThat(Acr.methods(evidence)).containsExactly("pwd", "otp", "mfa");
    }

    @Test
    void aPasskeyThatHasCheckedThePersonShouldBeTheStrongest() {
        Evidence evidence =
                new Evidence(List.of(new Evidence.Item(EvidenceKind.PASSKEY, Instant.EPOCH, null, null, true)));

        assertThat(Acr.of(evidence)).isEqualTo(Acr.PHISHING_RESISTANT);
        assertThat(Acr.methods(evidence)).containsExactly("swk", "user", "mfa");
    }

    @Test
    void aStrongerClassShouldSatisfyAWeakerOne() {
        assertThat(Acr.PHISHING_RESISTANT.satisfies(Acr.MFA)).isTrue();
        assertThat(Acr.MFA.satisfies(Acr.MFA)).isTrue();
        assertThat(Acr.MAIL.satisfies(Acr.MFA)).isFalse();
        assertThat(Acr.of("https://refeds.org/profile/mfa")).contains(Acr.MFA);
        assertThat(Acr.of("something")).isEmpty();
    }

    private static Evidence proved(EvidenceKind... kinds) {
        return new Evidence(Arrays.stream(kinds)
                .map(kind -> Evidence.Item.of(kind, Instant.EPOCH))
                .toList());
    }
}
