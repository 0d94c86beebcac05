package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Authenticators that people have: their lists, names, removal, and recovery codes. */
public final class FactorService {

    private final FactorStore factors = new FactorStore();
    private final CodeStore codes = new CodeStore();
    private final Db db;
    private final FactorChanges changes;
    private final Clock clock;

    FactorService(Db db, FactorChanges changes, Clock clock) {
        this.db = db;
        this.changes = changes;
        this.clock = clock;
    }

    Future<FactorOverview> own(Caller caller) {
        caller.require(Permission.ENROL);
        return db.query(client -> changes.find(client, caller.accountId())
                .map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem))
                .compose(account -> changes.overview(client, account)));
    }

    Future<Factor> rename(Caller caller, UUID factorId, String typed) {
        caller.require(Permission.SELF);
        String name = Factor.requireName(typed);
        return db.transaction(tx -> factors.rename(tx, caller.accountId(), factorId, name)
                .map(renamed -> renamed.orElseThrow(HttpProblems.NOT_FOUND::problem))
                .compose(factor -> changes.record(tx, event(caller, "factor.rename", factor))
                        .map(factor)));
    }

    Future<Void> remove(Caller caller, UUID factorId) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(
                tx -> changes.lock(tx, caller.accountId()).compose(account -> factors.remove(tx, account.id(), factorId)
                        .map(removed -> removed.orElseThrow(HttpProblems.NOT_FOUND::problem))
                        .compose(factor -> requireUsable(tx, account).map(factor))
                        .compose(factor -> {
                            requireFactorProof(caller, clock.instant());
                            return changes.settle(tx, account)
                                    .compose(settled -> changes.announce(
                                            tx,
                                            account,
                                            Notice.removed(factor, caller.origin()),
                                            event(caller, "factor.remove", factor)));
                        })));
    }

    /**
     * Ten new recovery codes in the place of the old ones. Without an authenticator there are none.
     */
    Future<List<String>> newRecoveryCodes(Caller caller) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> changes.lock(tx, caller.accountId())
                .compose(account -> requireUsable(tx, account))
                .compose(account -> {
                    requireFactorProof(caller, clock.instant());
                    return changes.newCodes(tx, account, clock.instant()).compose(made -> changes.announce(
                                    tx,
                                    account,
                                    Notice.codesReplaced(caller.origin()),
                                    AuditEvent.by(caller, account.organisationId(), "factor.recovery-codes")
                                            .on("account", account.id(), account.label()))
                            .map(made));
                }));
    }

    /** Fails with {@code no-factor} for an account that has none that is allowed, and so none to prove anything with. */
    private Future<Account> requireUsable(SqlClient tx, Account account) {
        return changes.hasUsable(tx, account).map(usable -> {
            if (!usable) {
                throw FactorProblems.NO_FACTOR.problem();
            }
            return account;
        });
    }

    /**
     * Refuses a session without the fresh proof of an authenticator, which is good for every action. One by password, from before
     * there was any, is good for managing only: it must not outlive the first authenticator.
     */
    static void requireFactorProof(Caller caller, Instant now) {
        for (StepUp.Action action : StepUp.Action.values()) {
            caller.requireStepUp(action, now);
        }
    }

    /**
     * Removes authenticators enrolled then or later, and recovery codes made since. The caller has locked the account, and
     * tells people and the audit log.
     *
     * @return the names of what was removed
     */
    public Future<List<String>> removeEnrolledSince(SqlClient tx, Account account, Instant since) {
        return factors.removeSince(tx, account.id(), since)
                .compose(removed -> codes.removeRecoveryCodesSince(tx, account.id(), since)
                        .map(codesToo -> names(removed, codesToo)))
                .compose(names -> names.isEmpty()
                        ? Future.succeededFuture(names)
                        : changes.settle(tx, account).map(names));
    }

    /**
     * Takes back a pass that was not used. Whoever has talked an administrator into one, and knows the password, would come in
     * again with it.
     */
    public Future<Void> removePasses(SqlClient tx, UUID accountId) {
        return codes.removePasses(tx, accountId);
    }

    private static List<String> names(List<Factor> removed, boolean codesToo) {
        List<String> names = new ArrayList<>(removed.stream().map(Factor::name).toList());
        if (codesToo) {
            names.add("Recovery codes");
        }
        return List.copyOf(names);
    }

    private static AuditEvent event(Caller caller, String action, Factor factor) {
        return AuditEvent.by(caller, caller.organisationId(), action)
                .on("factor", factor.id(), factor.name())
                .with("kind", factor.kind().word());
    }
}
