package dev.gatehouse.audit;

import dev.gatehouse.audit.AuditStore.Ends;
import dev.gatehouse.audit.AuditVerifier.Walk;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * The verification of one log, on its way. Whoever holds it says when it goes on, and stops by asking no more: a log of ten
 * million entries is ten thousand steps, and none of them knows of the others.
 */
final class Verification {

    private final AuditVerifier verifier;
    private final UUID organisationId;
    private final Ends ends;
    private Walk walk;
    private Optional<Verdict> verdict = Optional.empty();

    Verification(AuditVerifier verifier, UUID organisationId, Ends ends) {
        this.verifier = verifier;
        this.organisationId = organisationId;
        this.ends = ends;
        this.walk = Walk.from(organisationId);
    }

    /** Goes one step; says where the verification is then. Nothing is left to do once there is a verdict. */
    Future<Progress> advance() {
        if (walk.broken() == null && walk.seq() < ends.lastEntry()) {
            return verifier.step(organisationId, walk, ends).map(next -> {
                walk = next;
                return progress();
            });
        }
        if (walk.broken() == null) {
            walk = AuditVerifier.atTheEnd(walk, ends);
        }
        verdict = Optional.of(walk.verdict(organisationId));
        return Future.succeededFuture(progress());
    }

    private Progress progress() {
        return new Progress(organisationId, walk.seq(), ends.lastEntry(), verdict);
    }
}
