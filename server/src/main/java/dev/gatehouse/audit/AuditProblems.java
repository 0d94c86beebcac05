package dev.gatehouse.audit;

import dev.gatehouse.http.ProblemType;

/** How operations on the audit log fail. */
final class AuditProblems {

    static final ProblemType VERIFICATION_RUNNING = new ProblemType(
            "verification-running", 409, "This log is being verified already. Wait until that has finished.");

    private AuditProblems() {}
}
