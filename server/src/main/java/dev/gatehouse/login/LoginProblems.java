package dev.gatehouse.login;

import dev.gatehouse.http.Problem;
import dev.gatehouse.http.ProblemType;

/** What can go wrong in a sign-in. */
final class LoginProblems {

    static final ProblemType WRONG_CREDENTIALS =
            new ProblemType("wrong-credentials", 401, "The address or the password is not right.");
    static final ProblemType WRONG_CODE = new ProblemType("wrong-code", 401, "That was not accepted. Try again.");
    static final ProblemType WRONG_PASSKEY =
            new ProblemType("wrong-passkey", 401, "That passkey was not accepted here.");
    static final ProblemType NO_LOGIN = new ProblemType("no-login", 404, "This sign-in has ended. Begin again.");
    static final ProblemType WAY_NOT_OPEN =
            new ProblemType("way-not-open", 409, "That proof is not what this sign-in needs now.");
    static final ProblemType NO_MAILBOX = new ProblemType("no-mailbox", 409, "No mailbox of yours can receive a code.");
    static final ProblemType FACTOR_NEEDED = new ProblemType("factor-needed", 409, "Set up an authenticator first.");
    static final ProblemType LINK_UNKNOWN =
            new ProblemType("link-unknown", 404, "This link is not valid. Ask for a new one.");
    static final ProblemType LINK_USED = new ProblemType("link-used", 410, "This link has been used.");
    static final ProblemType LINK_EXPIRED =
            new ProblemType("link-expired", 410, "This link is too old. Ask for a new one.");
    static final ProblemType PASSWORD_REFUSED =
            new ProblemType("password-refused", 422, "This password cannot be used.");
    static final ProblemType WRONG_PASSWORD =
            new ProblemType("wrong-password", 422, "The current password is not right.");
    static final ProblemType SLOW_DOWN =
            new ProblemType("slow-down", 429, "Too many tries. Wait a moment, then try again.");
    static final ProblemType HASHING_BUSY =
            new ProblemType("hashing-busy", 503, "Many people are signing in right now. Try again in a moment.");

    private LoginProblems() {}

    /** Whether a sign-in under way is over, or was none: the one failure that means "there is nothing under way". */
    static boolean over(Throwable failure) {
        return failure instanceof Problem problem
                && (problem.type().equals(NO_LOGIN) || problem.type().equals(WRONG_CREDENTIALS));
    }

    /** What was proved before a change of password, authenticators or addresses proves nothing after it. */
    static Problem outdated() {
        return NO_LOGIN.problem(
                "The password, an authenticator or an address of the account has changed since it began.");
    }
}
