package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.crypto.Codes;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What administrators can do about the authenticators of others. They never get one of somebody else into their hands. */
final class FactorAdminService {

    /** 78 bits: more than anybody guesses in an hour. */
    private static final int PASS_SIGNS = 16;

    private static final Duration PASS_LIFETIME = Duration.ofHours(1);

    /** A pass, shown once, in groups of four. */
    record IssuedPass(String text, Instant expiresAt) {}

    private final FactorStore factors = new FactorStore();
    private final CodeStore store = new CodeStore();
    private final Codes codes = new Codes();
    private final Db db;
    private final FactorChanges changes;
    private final SignIns signIns;
    private final SealedCodes sealedCodes;
    private final Clock clock;

    FactorAdminService(Db db, FactorChanges changes, SignIns signIns, SecretBox box, Clock clock) {
        this.db = db;
        this.changes = changes;
        this.signIns = signIns;
        this.sealedCodes = new SealedCodes(box);
        this.clock = clock;
    }

    Future<FactorOverview> list(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> changes.require(client, organisationId, accountId)
                .compose(account -> changes.overview(client, account)));
    }

    /**
     * Removes every authenticator and recovery code of somebody who has lost them. Sessions end too: whoever found the lost
     * device may be in one.
     */
    Future<Void> reset(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> lock(tx, caller, organisationId, accountId)
                .compose(account -> factors.removeSince(tx, account.id(), Instant.EPOCH)
                        .compose(removed -> changes.settle(tx, account)
                                .compose(settled -> signIns.endAll(tx, account.id(), "factors reset"))
                                .compose(ended -> changes.announce(
                                        tx,
                                        account,
                                        Notice.reset(removed, caller),
                                        event(caller, account, "factor.reset")
                                                .with(
                                                        "removed",
                                                        String.join(
                                                                ", ",
                                                                removed.stream()
                                                                        .map(Factor::name)
                                                                        .toList())))))));
    }

    /** A pass opens enrolment once, within an hour. Earlier ones that were not used stop working. */
    Future<IssuedPass> issuePass(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        Instant now = clock.instant();
        caller.requireStepUp(StepUp.Action.MANAGE, now);
        String pass = codes.readable(PASS_SIGNS);
        Instant expiresAt = now.plus(PASS_LIFETIME);
        return db.transaction(tx -> lock(tx, caller, organisationId, accountId).compose(account -> store.replacePass(
                                tx,
                                Ids.next(),
                                accountId,
                                sealedCodes.seal(pass, accountId),
                                caller.accountId(),
                                now,
                                expiresAt)
                        .compose(stored -> changes.announce(
                                tx,
                                account,
                                Notice.passIssued(expiresAt, caller),
                                event(caller, account, "factor.pass").with("expiresAt", expiresAt.toString())))))
                .map(new IssuedPass(pass.replaceAll("(.{4})(?=.)", "$1-"), expiresAt));
    }

    private Future<Account> lock(SqlClient tx, Caller caller, UUID organisationId, UUID accountId) {
        return changes.require(tx, organisationId, accountId)
                .compose(account -> changes.lock(tx, account.id()))
                .map(account -> {
                    requireManageable(caller, account);
                    return account;
                });
    }

    /** Nobody takes the way of administrators around the own step-up, and nobody reaches upwards. */
    static void requireManageable(Caller caller, Account account) {
        account.requireManageableBy(caller);
        if (account.id().equals(caller.accountId())) {
            throw FactorProblems.OWN_ACCOUNT.problem();
        }
    }

    private static AuditEvent event(Caller caller, Account account, String action) {
        return AuditEvent.by(caller, account.organisationId(), action).on("account", account.id(), account.label());
    }
}
