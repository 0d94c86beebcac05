package dev.gatehouse.mail;

import dev.gatehouse.http.ProblemType;

/** Why mail is not sent. */
final class MailProblems {

    static final ProblemType TOO_MANY_MAILS =
            new ProblemType("too-many-mails", 429, "Too many mails have been sent. Wait a while, then try again.");

    private MailProblems() {}
}
