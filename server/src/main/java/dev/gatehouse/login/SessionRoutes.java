package dev.gatehouse.login;

import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations on sessions and devices. */
final class SessionRoutes {

    private final SessionService sessions;
    private final SignOuts signOuts;
    private final DeviceService devices;
    private final DisownService disowning;

    SessionRoutes(SessionService sessions, SignOuts signOuts, DeviceService devices, DisownService disowning) {
        this.sessions = sessions;
        this.signOuts = signOuts;
        this.devices = devices;
        this.disowning = disowning;
    }

    void bind(Operations api) {
        api.on("signOut", this::signOut);
        api.on("listSessions", this::list);
        api.on("endSession", this::end);
        api.on("endOtherSessions", request -> sessions.endOthers(request.caller())
                .map(SessionRoutes::count));
        api.on("disownSession", this::disown);
        api.on("listDevices", this::listDevices);
        api.on("forgetDevice", this::forgetDevice);
        api.on("listAccountSessions", this::listOf);
        api.on("endAccountSessions", this::endAllOf);
    }

    private Future<Reply> signOut(Request request) {
        return signOuts.end(request).map(cookies -> Reply.noContent().cookies(cookies));
    }

    private Future<Reply> list(Request request) {
        UUID current = request.caller().session();
        return sessions.list(request.caller()).map(list -> sessionList(list, current));
    }

    private Future<Reply> end(Request request) {
        return sessions.end(request.caller(), request.uuid("sessionId")).map(Reply.noContent());
    }

    private Future<Reply> disown(Request request) {
        return disowning
                .disown(request.caller(), request.uuid("sessionId"))
                .map(disowned -> Reply.ok(Json.object()
                        .put("sessionsEnded", disowned.sessionsEnded())
                        .put("devicesForgotten", disowned.devicesForgotten())
                        .put("factorsRemoved", disowned.factorsRemoved())
                        .done()));
    }

    private Future<Reply> listDevices(Request request) {
        return sessions.ownSession(request.caller()).compose(own -> devices.list(request.caller())
                .map(list -> Reply.ok(Reply.items(list, device -> json(device, own)))));
    }

    private Future<Reply> forgetDevice(Request request) {
        return devices.forget(request.caller(), request.uuid("deviceId")).map(Reply.noContent());
    }

    private Future<Reply> listOf(Request request) {
        return sessions.listOf(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(list -> sessionList(list, request.caller().sessionId()));
    }

    private Future<Reply> endAllOf(Request request) {
        return sessions.endAllOf(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(SessionRoutes::count);
    }

    private static Reply count(int count) {
        return Reply.ok(Json.object().put("count", count).done());
    }

    private static Reply sessionList(List<Session> sessions, @Nullable UUID current) {
        return Reply.ok(Reply.items(sessions, session -> Json.object()
                .put("id", session.id())
                .put("current", session.id().equals(current))
                .put("client", session.client())
                .put("network", session.network())
                .put("createdAt", session.createdAt())
                .put("lastSeenAt", session.lastSeenAt())
                .put("evidence", session.evidence().words())
                .done()));
    }

    private static JsonObject json(Device device, Optional<Session> own) {
        return Json.object()
                .put("id", device.id())
                .put(
                        "current",
                        own.map(session -> device.id().equals(session.deviceId()))
                                .orElse(false))
                .put("client", device.client())
                .put("network", device.network())
                .put("createdAt", device.createdAt())
                .put("lastSeenAt", device.lastSeenAt())
                .put("trustedUntil", device.trustedUntil())
                .done();
    }
}
