package dev.gatehouse.oauth;

import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import dev.gatehouse.login.SignOuts;
import io.vertx.core.Future;

/** The end-session endpoint, and what our page asks while a person decides. */
final class LogoutRoutes {

    private final LogoutService logouts;

    LogoutRoutes(LogoutService logouts) {
        this.logouts = logouts;
    }

    void bind(Operations api) {
        api.on("getLogout", request -> logouts.byAddress(request).map(LogoutRoutes::redirect));
        api.on("requestLogout", request -> logouts.byForm(request).map(LogoutRoutes::redirect));
        api.on("checkLogout", this::look);
        api.on("confirmLogout", this::confirm);
    }

    private static Reply redirect(LogoutService.Left left) {
        return Reply.redirect(left.location()).cookies(left.cookies());
    }

    private Future<Reply> look(Request request) {
        return logouts.look(request, Parking.token(request.body().getString("token")))
                .map(view -> Reply.ok(Json.object()
                        .put("client", view.client().name())
                        .put("email", view.here().map(SignOuts.Here::email))
                        .put("continueAt", view.continueAt())
                        .done()));
    }

    private Future<Reply> confirm(Request request) {
        return logouts.confirm(request, Parking.token(request.body().getString("token")))
                .map(left -> Reply.ok(
                                Json.object().put("continueAt", left.location()).done())
                        .cookies(left.cookies()));
    }
}
