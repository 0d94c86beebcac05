package dev.gatehouse.oauth;

import dev.gatehouse.http.Json;
import dev.gatehouse.http.Network;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.json.JsonObject;

/** Where devices begin, and what our page says of them to their people. */
final class DeviceRoutes {

    private final DeviceService devices;
    private final DeviceApprovalService approvals;

    DeviceRoutes(DeviceService devices, DeviceApprovalService approvals) {
        this.devices = devices;
        this.approvals = approvals;
    }

    void bind(Operations api) {
        api.on("createDeviceAuthorization", request -> devices.begin(request).map(Reply::ok));
        api.on("checkDevice", request -> approvals
                .look(request.caller(), code(request))
                .map(view -> Reply.ok(json(view, request.origin()))));
        api.on("approveDevice", request -> approvals
                .approve(request.caller(), request, code(request))
                .map(Reply.noContent()));
        api.on(
                "denyDevice",
                request -> approvals.deny(request.caller(), code(request)).map(Reply.noContent()));
    }

    private static String code(Request request) {
        return request.body().getString("userCode");
    }

    private static JsonObject json(DeviceApprovalService.View view, Origin person) {
        Client client = view.client();
        DeviceRequest device = view.device();
        return Json.object()
                .put("client", client.name())
                .put("organisation", client.owner().organisation())
                .put("firstParty", client.settings().firstParty())
                .put(
                        "scopes",
                        Scopes.ALL.stream().filter(device.scopes()::contains).toList())
                .put("network", device.network())
                .put("sameNetwork", Network.around(device.network()).equals(Network.around(person.network())))
                .put("device", device.device())
                .put("startedAt", device.createdAt())
                .done();
    }
}
