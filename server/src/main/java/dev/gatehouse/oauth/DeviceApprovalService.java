package dev.gatehouse.oauth;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.Codes;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Request;
import dev.gatehouse.login.Admission;
import dev.gatehouse.login.Admissions;
import dev.gatehouse.login.Guesses;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;

/**
 * People let devices in that show them a code (RFC 8628, section 3.3). Nothing is ever let in without the person's own yes to this
 * device: somebody else may have sent them the code (section 5.4). Each look at a code is a try that counts.
 */
final class DeviceApprovalService {

    private final Db db;
    private final DeviceStore store;
    private final ClientDirectory clients;
    private final Admissions admissions;
    private final Guesses guesses;
    private final TokenMinter minter;
    private final AuditService audit;
    private final Clock clock;

    DeviceApprovalService(
            Db db,
            DeviceStore store,
            ClientDirectory clients,
            Admissions admissions,
            Guesses guesses,
            TokenMinter minter,
            AuditService audit,
            Clock clock) {
        this.db = db;
        this.store = store;
        this.clients = clients;
        this.admissions = admissions;
        this.guesses = guesses;
        this.minter = minter;
        this.audit = audit;
        this.clock = clock;
    }

    /** A device and the application on it. */
    record View(Client client, DeviceRequest device) {}

    Future<View> look(Caller caller, String typed) {
        caller.require(Permission.SELF);
        return guesses.deviceCode(caller)
                .compose(taken -> db.query(client -> store.pending(client, hash(typed), clock.instant(), false)))
                .compose(found -> view(caller, found));
    }

    /** The person has said yes, in a session that the gate admits now. */
    Future<Void> approve(Caller caller, Request request, String typed) {
        caller.require(Permission.SELF);
        return guesses.deviceCode(caller)
                .compose(taken -> admissions.ofSession(request))
                .map(admission -> admission.orElseThrow(HttpProblems.SIGN_IN_REQUIRED::problem))
                .compose(admission -> db.transaction(tx -> store.pending(tx, hash(typed), clock.instant(), true)
                        .compose(found -> view(caller, found))
                        .compose(view -> approve(tx, caller, admission, view, hash(typed)))));
    }

    private Future<Void> approve(SqlClient tx, Caller caller, Admission admission, View view, byte[] userHash) {
        return minter.grant(tx, admission, view.client(), view.device())
                .compose(grantId -> store.approve(tx, userHash, grantId))
                .compose(approved -> audit.record(tx, event(caller, view, "oauth.approve-device")))
                .compose(recorded -> admissions.stands(tx, admission))
                .map(stands -> {
                    if (!stands) {
                        throw HttpProblems.SIGN_IN_REQUIRED.problem();
                    }
                    return null;
                });
    }

    Future<Void> deny(Caller caller, String typed) {
        caller.require(Permission.SELF);
        return guesses.deviceCode(caller)
                .compose(taken -> db.transaction(tx -> store.pending(tx, hash(typed), clock.instant(), true)
                        .compose(found -> view(caller, found))
                        .compose(view -> store.deny(tx, hash(typed), clock.instant())
                                .compose(denied -> audit.record(tx, event(caller, view, "oauth.deny-device"))))));
    }

    /** An application of another organisation is not there for this person. */
    private Future<View> view(Caller caller, Optional<DeviceRequest> found) {
        DeviceRequest device = found.orElseThrow(OAuthProblems.UNKNOWN_USER_CODE::problem);
        return clients.usable(device.clientId().toString())
                .map(client -> client.filter(each -> each.serves(caller.organisationId()))
                        .map(each -> new View(each, device))
                        .orElseThrow(OAuthProblems.UNKNOWN_USER_CODE::problem));
    }

    private static AuditEvent event(Caller caller, View view, String action) {
        return AuditEvent.by(caller, caller.organisationId(), action)
                .on("account", caller.accountId(), caller.name())
                .with("client", view.client().id().toString())
                .with("application", view.client().name())
                .with("network", view.device().network())
                .with("device", view.device().device());
    }

    private static byte[] hash(String typed) {
        return Tokens.sha256(Codes.normalise(typed));
    }
}
