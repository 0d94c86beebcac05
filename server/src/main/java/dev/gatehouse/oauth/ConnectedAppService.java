package dev.gatehouse.oauth;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** What a person has let applications do, seen and taken back by themselves. */
final class ConnectedAppService {

    private final Db db;
    private final ConsentStore consents;
    private final GrantStore grants;
    private final AuditService audit;
    private final Clock clock;

    ConnectedAppService(Db db, ConsentStore consents, GrantStore grants, AuditService audit, Clock clock) {
        this.db = db;
        this.consents = consents;
        this.grants = grants;
        this.audit = audit;
        this.clock = clock;
    }

    Future<List<ConnectedApp>> list(Caller caller) {
        caller.require(Permission.SELF);
        return db.query(client -> consents.connected(client, caller.accountId(), clock.instant()));
    }

    /** Takes everything back from an application, at once. */
    Future<Void> remove(Caller caller, UUID clientId) {
        caller.require(Permission.SELF);
        return db.transaction(tx -> consents.delete(tx, caller.accountId(), clientId)
                .compose(consent -> grants.revokeAllFor(tx, caller.accountId(), clientId, clock.instant())
                        .compose(count -> consent || count > 0
                                ? audit.record(
                                        tx,
                                        AuditEvent.by(caller, caller.organisationId(), "oauth.remove-app")
                                                .on("account", caller.accountId(), caller.name())
                                                .with("client", clientId.toString())
                                                .with("grants", count))
                                : Future.failedFuture(HttpProblems.NOT_FOUND.problem()))));
    }
}
