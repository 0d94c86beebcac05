package dev.gatehouse.factor;

import dev.gatehouse.http.ProblemType;

/** What can go wrong with authenticators and codes. */
public final class FactorProblems {

    public static final ProblemType WRONG_CODE = new ProblemType("wrong-code", 400, "The code is not right.");
    public static final ProblemType KEY_REFUSED =
            new ProblemType("key-refused", 400, "What the passkey or security key answered cannot be accepted.");
    public static final ProblemType FACTOR_NOT_ALLOWED =
            new ProblemType("factor-not-allowed", 403, "Your organisation does not allow this kind of authenticator.");
    public static final ProblemType OWN_ACCOUNT = new ProblemType(
            "own-account",
            403,
            "Nobody does this to the own account. Use your security settings, or ask another administrator.");
    public static final ProblemType HIGHER_ROLE = new ProblemType(
            "higher-role", 403, "Only a provider administrator may do this to a provider administrator.");
    public static final ProblemType NO_FACTOR =
            new ProblemType("no-factor", 409, "No authenticator is set up for this.");
    public static final ProblemType TOO_MANY_FACTORS =
            new ProblemType("too-many-factors", 409, "There are too many of this kind. Remove one first.");
    public static final ProblemType ENROLMENT_EXPIRED =
            new ProblemType("enrolment-expired", 409, "This took too long or was finished before. Start again.");
    public static final ProblemType KEY_ALREADY_ENROLLED =
            new ProblemType("key-already-enrolled", 409, "This passkey or security key is set up already.");
    public static final ProblemType MAILBOX_NOT_REACHABLE =
            new ProblemType("mailbox-not-reachable", 409, "No code can be sent to this mailbox.");
    public static final ProblemType MAIL_CODE_USED_UP =
            new ProblemType("mail-code-used-up", 409, "Too many wrong codes: mailed codes no longer work here.");
    public static final ProblemType RESEND_TOO_SOON = new ProblemType(
            "resend-too-soon", 429, "A code was sent a moment ago. Look for it before asking for another.");

    private FactorProblems() {}
}
