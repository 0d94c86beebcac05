package dev.gatehouse.login;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** The browsers that somebody has signed in with. */
final class DeviceService {

    private final Db db;
    private final DeviceStore devices;
    private final AuditService audit;

    DeviceService(Db db, DeviceStore devices, AuditService audit) {
        this.db = db;
        this.devices = devices;
        this.audit = audit;
    }

    Future<List<Device>> list(Caller caller) {
        caller.require(Permission.SELF);
        return db.query(client -> devices.list(client, caller.accountId()));
    }

    Future<Void> forget(Caller caller, UUID deviceId) {
        caller.require(Permission.SELF);
        return db.transaction(tx -> devices.delete(tx, caller.accountId(), deviceId)
                .compose(deleted -> deleted
                        ? audit.record(
                                tx,
                                AuditEvent.by(caller, caller.organisationId(), "login.forget-device")
                                        .on("account", caller.accountId(), caller.name())
                                        .with("device", deviceId.toString()))
                        : Future.failedFuture(HttpProblems.NOT_FOUND.problem())));
    }
}
