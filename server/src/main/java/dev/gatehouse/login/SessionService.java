package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.factor.FactorService;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sessions and devices of people, seen and ended by themselves and by their administrators. */
final class SessionService {

    private final Db db;
    private final SessionStore sessions;
    private final SessionEnder ender;
    private final DeviceStore devices;
    private final AccountDirectory accounts;
    private final PolicyDirectory policies;
    private final PasswordService passwords;
    private final FactorService factors;
    private final AuditService audit;
    private final Notices notices;
    private final Clock clock;

    SessionService(
            Db db,
            SessionStore sessions,
            SessionEnder ender,
            DeviceStore devices,
            AccountDirectory accounts,
            PolicyDirectory policies,
            PasswordService passwords,
            FactorService factors,
            AuditService audit,
            Notices notices,
            Clock clock) {
        this.db = db;
        this.sessions = sessions;
        this.ender = ender;
        this.devices = devices;
        this.accounts = accounts;
        this.policies = policies;
        this.passwords = passwords;
        this.factors = factors;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
    }

    /** What "this was not me" did. */
    record Disowned(int sessionsEnded, int devicesForgotten, List<String> factorsRemoved) {}

    Future<List<Session>> list(Caller caller) {
        caller.require(Permission.SELF);
        return db.query(client -> sessions.live(client, caller.accountId(), clock.instant()));
    }

    Future<Void> signOut(SessionAuthenticator.SignedIn signedIn, Caller caller) {
        return db.transaction(
                tx -> sessions.end(tx, caller.accountId(), signedIn.session().id(), "signed out", clock.instant())
                        .compose(ended -> audit.record(tx, own(caller, "login.sign-out"))));
    }

    Future<Void> end(Caller caller, UUID sessionId) {
        caller.require(Permission.SELF);
        if (!sessionId.equals(caller.session())) {
            caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        }
        return db.transaction(tx -> sessions.end(tx, caller.accountId(), sessionId, "ended by owner", clock.instant())
                .compose(ended -> ended
                        ? audit.record(tx, own(caller, "login.end-session").with("session", sessionId.toString()))
                        : Future.failedFuture(HttpProblems.NOT_FOUND.problem())));
    }

    Future<Integer> endOthers(Caller caller) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> ender.endAll(tx, caller.accountId(), caller.session(), "ended by owner")
                .compose(count -> audit.record(
                                tx, own(caller, "login.end-other-sessions").with("count", count))
                        .map(count)));
    }

    /**
     * Undoes what somebody else may have done since a sign-in. The proof must come from an authenticator that was there before
     * it, or a thief could throw the owner out.
     */
    Future<Disowned> disown(Caller caller, UUID sessionId) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> accounts.lock(tx, caller.accountId())
                .map(found -> found.orElseThrow(HttpProblems.SIGN_IN_REQUIRED::problem))
                .compose(account -> sessions.ofAccount(tx, account.id(), sessionId)
                        .map(session -> session.orElseThrow(HttpProblems.NOT_FOUND::problem))
                        .compose(disowned -> sessions.ofAccount(tx, account.id(), caller.session())
                                .compose(own -> policies.of(tx, account)
                                        .map(policy -> provedBefore(
                                                own.orElseThrow(),
                                                disowned.createdAt(),
                                                !policy.usableFactors(account).isEmpty()))))
                        .compose(since -> undo(tx, caller, account, since))));
    }

    Future<List<Device>> devices(Caller caller) {
        caller.require(Permission.SELF);
        return db.query(client -> devices.list(client, caller.accountId()));
    }

    Future<Void> forgetDevice(Caller caller, UUID deviceId) {
        caller.require(Permission.SELF);
        return db.transaction(tx -> devices.delete(tx, caller.accountId(), deviceId)
                .compose(deleted -> deleted
                        ? audit.record(tx, own(caller, "login.forget-device").with("device", deviceId.toString()))
                        : Future.failedFuture(HttpProblems.NOT_FOUND.problem())));
    }

    /** The device of the caller's session. */
    Future<Optional<Session>> ownSession(Caller caller) {
        return db.query(client -> sessions.ofAccount(client, caller.accountId(), caller.session()));
    }

    Future<List<Session>> listOf(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> accounts.require(client, organisationId, accountId)
                .compose(account -> sessions.live(client, account.id(), clock.instant())));
    }

    Future<Integer> endAllOf(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(
                tx -> accounts.require(tx, organisationId, accountId).compose(account -> {
                    account.requireManageableBy(caller);
                    return ender.endAll(tx, account.id(), null, "ended by administrator")
                            .compose(count -> audit.record(
                                            tx,
                                            AuditEvent.by(caller, organisationId, "login.end-sessions")
                                                    .on("account", account.id(), account.label())
                                                    .with("count", count))
                                    .map(count));
                }));
    }

    private static Instant provedBefore(Session own, Instant since, boolean hasFactor) {
        Instant factorAt = own.stepUpFactorAt();
        boolean byOlderFactor = factorAt == null ? !hasFactor : factorAt.isBefore(since);
        if (!byOlderFactor) {
            throw HttpProblems.STEP_UP_REQUIRED.problem(
                    "Use an authenticator that you had set up before the sign-in that was not yours.");
        }
        return since;
    }

    private Future<Disowned> undo(SqlClient tx, Caller caller, Account account, Instant since) {
        return ender.endAll(tx, account.id(), caller.session(), "disowned")
                .compose(sessionsEnded -> devices.deleteOthers(tx, account.id(), null)
                        .compose(forgotten -> factors.removeEnrolledSince(tx, account, since)
                                .map(removed -> new Disowned(sessionsEnded, forgotten, removed))))
                .compose(disowned -> passwords
                        .mustChange(tx, account.id())
                        .compose(done -> accounts.credentialsChanged(tx, account.id()))
                        .compose(done -> notices.disowned(tx, account, sentence(disowned)))
                        .compose(done -> audit.record(
                                tx,
                                own(caller, "login.disown")
                                        .with("sessions", disowned.sessionsEnded())
                                        .with("devices", disowned.devicesForgotten())
                                        .with("factors", String.join(", ", disowned.factorsRemoved()))))
                        .map(disowned));
    }

    private static String sentence(Disowned disowned) {
        String removed = disowned.factorsRemoved().isEmpty()
                ? "No authenticator had been set up since."
                : "Authenticators set up since were removed: " + String.join(", ", disowned.factorsRemoved()) + ".";
        return disowned.sessionsEnded() + " sessions were ended. " + removed;
    }

    private static AuditEvent own(Caller caller, String action) {
        return AuditEvent.by(caller, caller.organisationId(), action).on("account", caller.accountId(), caller.name());
    }
}
