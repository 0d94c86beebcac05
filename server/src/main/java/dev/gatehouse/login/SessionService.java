package dev.gatehouse.login;

import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sessions of people, seen and ended by themselves and by their administrators. */
final class SessionService {

    private final Db db;
    private final SessionStore sessions;
    private final SessionEnder ender;
    private final AccountDirectory accounts;
    private final AuditService audit;
    private final Clock clock;

    SessionService(
            Db db,
            SessionStore sessions,
            SessionEnder ender,
            AccountDirectory accounts,
            AuditService audit,
            Clock clock) {
        this.db = db;
        this.sessions = sessions;
        this.ender = ender;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    Future<List<Session>> list(Caller caller) {
        caller.require(Permission.SELF);
        return db.query(client -> sessions.live(client, caller.accountId(), clock.instant()));
    }

    Future<Void> signOut(SessionAuthenticator.SignedIn signedIn, Caller caller) {
        return db.transaction(
                tx -> ender.end(tx, caller.accountId(), signedIn.session().id(), SessionEnder.SIGNED_OUT)
                        .compose(ended -> audit.record(tx, own(caller, "login.sign-out"))));
    }

    Future<Void> end(Caller caller, UUID sessionId) {
        caller.require(Permission.SELF);
        if (!sessionId.equals(caller.session())) {
            caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        }
        return db.transaction(tx -> ender.end(tx, caller.accountId(), sessionId, SessionEnder.BY_OWNER)
                .compose(ended -> ended
                        ? audit.record(tx, own(caller, "login.end-session").with("session", sessionId.toString()))
                        : Future.failedFuture(HttpProblems.NOT_FOUND.problem())));
    }

    Future<Integer> endOthers(Caller caller) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> ender.endAll(tx, caller.accountId(), caller.session(), SessionEnder.BY_OWNER)
                .compose(count -> audit.record(
                                tx, own(caller, "login.end-other-sessions").with("count", count))
                        .map(count)));
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

    private static AuditEvent own(Caller caller, String action) {
        return AuditEvent.by(caller, caller.organisationId(), action).on("account", caller.accountId(), caller.name());
    }
}
