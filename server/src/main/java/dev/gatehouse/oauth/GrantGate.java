package dev.gatehouse.oauth;

import dev.gatehouse.login.Admission;
import dev.gatehouse.login.Admissions;
import io.vertx.core.Future;

/** Asks the gate before anything is issued on a grant: the evidence is that of its sign-in, account and policy are those of now. */
final class GrantGate {

    private final Admissions admissions;
    private final GrantRevoker revoker;

    GrantGate(Admissions admissions, GrantRevoker revoker) {
        this.admissions = admissions;
        this.revoker = revoker;
    }

    /** Fails with {@code invalid_grant}, and takes the grant back, when its person would not be let in on that evidence now. */
    Future<Admission> admit(Grant grant) {
        return admissions
                .ofEvidence(grant.accountId(), grant.sessionId(), grant.evidence(), grant.authTime())
                .compose(admission -> admission
                        .map(Future::succeededFuture)
                        .orElseGet(() -> revoker.refuse(grant, "not admitted", OAuthProblems.INVALID_GRANT.problem())));
    }
}
