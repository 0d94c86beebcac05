package dev.gatehouse.policy;

import dev.gatehouse.http.ProblemType;

/** The failures of this feature. */
public final class PolicyProblems {

    public static final ProblemType BELOW_FLOOR =
            new ProblemType("below-floor", 409, "A level above does not allow anything this weak.");

    private PolicyProblems() {}
}
