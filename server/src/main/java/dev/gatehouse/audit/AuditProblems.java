package dev.gatehouse.audit;

import dev.gatehouse.http.ProblemType;

/** How operations on the audit log fail. */
final class AuditProblems {

    static final ProblemType EXPORT_TOO_LARGE = new ProblemType(
            "export-too-large",
            422,
            "There are too many entries for one file. Narrow the filters, for example the dates.");

    private AuditProblems() {}
}
