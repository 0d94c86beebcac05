package dev.gatehouse.login;

import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;

/** The operations that mailed links lead to. */
final class LinkRoutes {

    private final LinkFlows flows;
    private final ResetRequests requests;
    private final ResetMails resets;
    private final RecoveryAddressService addresses;
    private final StepReplies replies;

    LinkRoutes(
            LinkFlows flows,
            ResetRequests requests,
            ResetMails resets,
            RecoveryAddressService addresses,
            StepReplies replies) {
        this.flows = flows;
        this.requests = requests;
        this.resets = resets;
        this.replies = replies;
        this.addresses = addresses;
    }

    void bind(Operations api) {
        api.on("requestPasswordReset", this::requestReset);
        api.on("checkPasswordReset", request -> info(flows.check(Link.Purpose.RESET, token(request))));
        api.on("completePasswordReset", this::completeReset);
        api.on("checkInvitation", request -> info(flows.check(Link.Purpose.INVITATION, token(request))));
        api.on("acceptInvitation", this::acceptInvitation);
        api.on("startPasswordReset", this::startReset);
        api.on("changeRecoveryAddress", this::changeAddress);
        api.on(
                "removeRecoveryAddress",
                request -> addresses.remove(request.caller()).map(Reply.noContent()));
        api.on("confirmRecoveryAddress", this::confirmAddress);
        api.on(
                "undoRecoveryAddress",
                request -> addresses.undo(request.origin(), token(request)).map(Reply.noContent()));
    }

    private Future<Reply> requestReset(Request request) {
        return requests.ask(request.origin(), request.body().getString("email")).map(Reply.accepted());
    }

    private Future<Reply> completeReset(Request request) {
        return flows.completeReset(request.origin(), token(request), newPassword(request))
                .map(Reply.noContent());
    }

    private Future<Reply> acceptInvitation(Request request) {
        return replies.of(flows.acceptInvitation(Browser.of(request), token(request), newPassword(request)));
    }

    private Future<Reply> startReset(Request request) {
        return resets.byAdministrator(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(Reply.accepted());
    }

    private Future<Reply> changeAddress(Request request) {
        return addresses
                .change(request.caller(), request.body().getString("email"))
                .map(Reply.accepted());
    }

    private Future<Reply> confirmAddress(Request request) {
        return addresses
                .confirm(request.caller(), request.body().getString("code"))
                .map(Reply.noContent());
    }

    private static Future<Reply> info(Future<LinkPasswords.Info> info) {
        return info.map(found -> Reply.ok(Json.object()
                .put("name", found.account().name())
                .put("email", found.account().label())
                .put("organisation", found.account().organisation())
                .put("passwordMinLength", found.policy().passwordMinLength())
                .put("expiresAt", found.until())
                .done()));
    }

    private static String token(Request request) {
        return request.body().getString("token");
    }

    private static String newPassword(Request request) {
        return request.body().getString("newPassword");
    }
}
