package dev.gatehouse.login;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How strongly a person has proved to be who they say, weakest first: the values of the claim {@code acr} (OpenID Connect Core
 * 1.0, section 2). A trusted device is convenience, not proof, and a mailed code is a class of its own.
 */
public enum Acr {
    /** The word of an identity provider of the organisation, whatever that has asked for: what it saw, we have not seen. */
    FEDERATED("urn:gatehouse:acr:federated"),
    /** A password alone. */
    PASSWORD("urn:gatehouse:acr:password"),
    /** A password, or the word of another provider, and a code or link that was mailed, or an administrator's pass. */
    MAIL("urn:gatehouse:acr:mail"),
    /** Two factors, one of them an authenticator (REFEDS MFA profile). */
    MFA("https://refeds.org/profile/mfa"),
    /** A passkey or security key that has checked the person: nothing that can be phished (OpenID EAP ACR values). */
    PHISHING_RESISTANT("phr");

    private final String uri;

    Acr(String uri) {
        this.uri = uri;
    }

    /** The value in requests and tokens. */
    public String uri() {
        return uri;
    }

    /** The class of a value; empty for one that is not ours. */
    public static Optional<Acr> of(String uri) {
        return Arrays.stream(values()).filter(acr -> acr.uri.equals(uri)).findFirst();
    }

    /** Whether this is as strong as that, or stronger. */
    public boolean satisfies(Acr wanted) {
        return compareTo(wanted) >= 0;
    }

    static Acr of(Evidence evidence) {
        if (evidence.hasVerifiedKey()) {
            return PHISHING_RESISTANT;
        }
        if (evidence.hasRealFactor()) {
            return MFA;
        }
        if (evidence.hasAny(EvidenceKind.MAIL_CODE, EvidenceKind.MAIL_LINK, EvidenceKind.PASS)) {
            return MAIL;
        }
        return evidence.hasAny(EvidenceKind.PASSWORD) ? PASSWORD : FEDERATED;
    }

    /** What was proved, in the words of RFC 8176. A mailed code is a second channel, not a one-time password. */
    static List<String> methods(Evidence evidence) {
        List<String> methods = new ArrayList<>();
        add(methods, "pwd", evidence.hasAny(EvidenceKind.PASSWORD));
        add(methods, "otp", evidence.hasAny(EvidenceKind.TOTP));
        add(methods, "swk", evidence.hasAny(EvidenceKind.PASSKEY));
        add(methods, "hwk", evidence.hasAny(EvidenceKind.SECURITY_KEY));
        add(methods, "user", evidence.hasVerifiedKey());
        add(methods, "mca", evidence.hasAny(EvidenceKind.MAIL_CODE));
        add(methods, "mfa", of(evidence).satisfies(MFA));
        return List.copyOf(methods);
    }

    private static void add(List<String> methods, String method, boolean proved) {
        if (proved) {
            methods.add(method);
        }
    }
}
