package dev.gatehouse.login;

import java.util.Set;

/** What the gate says to the evidence so far. Only {@link Admit} opens anything. */
sealed interface Decision {

    record Admit() implements Decision {}

    /**
     * More must be proved: any one of these.
     *
     * @param reason for the person, one sentence
     */
    record Ask(Set<EvidenceKind> anyOf, String reason) implements Decision {}

    /** An authenticator must be set up now, and the evidence allows it. */
    record Enrol(Set<String> kinds, String reason) implements Decision {}

    /** The password must be replaced now. */
    record NewPassword(String reason) implements Decision {}

    /** Nothing that this person could prove would help. */
    record Refuse() implements Decision {}
}
