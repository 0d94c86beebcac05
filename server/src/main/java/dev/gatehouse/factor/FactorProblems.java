package dev.gatehouse.factor;

import dev.gatehouse.http.ProblemType;

/** What can go wrong with authenticators and codes. */
final class FactorProblems {

    static final ProblemType FACTOR_NOT_ALLOWED =
            new ProblemType("factor-not-allowed", 403, "Your organisation does not allow this kind of authenticator.");
    static final ProblemType OWN_ACCOUNT =
            new ProblemType("own-account", 403, "Administrators do this for others. Use your security settings.");
    static final ProblemType NO_FACTOR =
            new ProblemType("no-factor", 409, "There is no authenticator for this yet. Set one up first.");
    static final ProblemType TOO_MANY_FACTORS =
            new ProblemType("too-many-factors", 409, "There are ten of this kind already. Remove one first.");
    static final ProblemType ENROLMENT_EXPIRED =
            new ProblemType("enrolment-expired", 409, "This took too long, or it was finished before. Start again.");
    static final ProblemType KEY_ALREADY_ENROLLED =
            new ProblemType("key-already-enrolled", 409, "This passkey or security key is set up already.");
    static final ProblemType MAILBOX_NOT_REACHABLE =
            new ProblemType("mailbox-not-reachable", 409, "No code can be sent to this mailbox.");
    static final ProblemType MAIL_CODE_USED_UP =
            new ProblemType("mail-code-used-up", 409, "Too many wrong codes. Start again, or choose another way.");
    static final ProblemType WRONG_ENROLMENT_CODE = new ProblemType(
            "wrong-enrolment-code", 422, "That is not the code of this moment. Look at the app and type the next one.");
    static final ProblemType KEY_REFUSED =
            new ProblemType("key-refused", 422, "What the passkey or security key answered cannot be accepted.");
    static final ProblemType RESEND_TOO_SOON = new ProblemType(
            "resend-too-soon", 429, "A code was sent a moment ago. Look for it before you ask for another.");

    private FactorProblems() {}
}
