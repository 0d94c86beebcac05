package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.ProblemType;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What all set-ups of authenticators have in common: who may begin one, and all that belongs to a new authenticator. Nothing
 * counts as a factor before it has been proved once.
 */
final class Enrolments {

    static final Duration LIFETIME = Duration.ofMinutes(10);

    /**
     * What has been set up.
     *
     * @param recoveryCodes shown once, empty when there were unused ones already
     */
    record Enrolled(Factor factor, List<String> recoveryCodes) {}

    private final FactorChanges changes;
    private final SignIns signIns;
    private final Clock clock;

    Enrolments(FactorChanges changes, SignIns signIns, Clock clock) {
        this.changes = changes;
        this.signIns = signIns;
        this.clock = clock;
    }

    /** Stores the authenticator that was proved. */
    interface Insertion {
        Future<Void> into(Account account);
    }

    /**
     * All that belongs to a new authenticator. The sign-in is locked before the account: the same order everywhere means that
     * nobody waits for each other.
     */
    Future<Enrolled> enrol(SqlClient tx, Caller caller, Factor factor, boolean userVerified, Insertion insertion) {
        UUID transaction = caller.transactionId();
        Proof proof = new Proof(factor.kind().word(), factor.id(), factor.createdAt(), userVerified);
        Future<Void> first = transaction == null ? Future.succeededFuture() : signIns.lock(tx, transaction);
        return first.compose(done -> open(tx, caller, factor.kind())).compose(account -> (transaction == null
                        ? Future.<Void>succeededFuture()
                        : signIns.enrolled(tx, transaction, account, proof))
                .compose(current -> insertion.into(account))
                .compose(inserted -> changes.firstCodes(tx, account, factor.createdAt()))
                .compose(codes -> changes.settle(tx, account)
                        .compose(settled -> changes.announce(
                                tx, account, Notice.enrolled(factor, caller.origin()), event(caller, account, factor)))
                        .map(new Enrolled(factor, codes))));
    }

    private static AuditEvent event(Caller caller, Account account, Factor factor) {
        return AuditEvent.by(caller, account.organisationId(), "factor.enrol")
                .on("factor", factor.id(), factor.name())
                .with("kind", factor.kind().word())
                .with("in", caller.transactionId() == null ? "session" : "sign-in");
    }

    /** The account, locked, if it may set up one more of that kind now. */
    Future<Account> open(SqlClient tx, Caller caller, FactorKind kind) {
        return changes.lock(tx, caller.accountId())
                .compose(account -> changes.hasUsable(tx, account).compose(hasFactor -> {
                    requireEarned(caller, hasFactor, clock.instant());
                    return changes.requireRoom(tx, account, kind).map(account);
                }));
    }

    /**
     * A password alone enrols nothing. A sign-in is let in here only after a mailed code, link or pass; a session needs a fresh
     * proof: of an authenticator where there is one, else of the mailbox.
     *
     * @param hasFactor one that is still allowed
     */
    static void requireEarned(Caller caller, boolean hasFactor, Instant now) {
        if (caller.transactionId() != null) {
            return;
        }
        if (hasFactor) {
            FactorService.requireFactorProof(caller, now);
        } else {
            caller.requireStepUp(StepUp.Action.ADD_FACTOR, now);
        }
    }

    /** Fails unless something was done. */
    static @Nullable Void require(boolean done, ProblemType otherwise) {
        if (!done) {
            throw otherwise.problem();
        }
        return null;
    }
}
