package dev.gatehouse.oauth;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import dev.gatehouse.oauth.AuthorizationService.Destination;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.util.Set;

/** The authorization endpoint, and what our pages need while a person is on the way through it. */
final class AuthorizationRoutes {

    private final AuthorizationService authorizations;
    private final PushService pushes;
    private final InteractionService interactions;

    AuthorizationRoutes(AuthorizationService authorizations, PushService pushes, InteractionService interactions) {
        this.authorizations = authorizations;
        this.pushes = pushes;
        this.interactions = interactions;
    }

    void bind(Operations api) {
        api.on("getAuthorization", this::authorize);
        api.on("requestAuthorization", this::authorize);
        api.on("createAuthorizationRequest", request -> pushes.push(request).map(Reply::created));
        api.on("checkAuthorization", this::look);
        api.on("approveAuthorization", this::approve);
        api.on("denyAuthorization", this::deny);
    }

    private Future<Reply> authorize(Request request) {
        return authorizations.authorize(request).map(destination -> switch (destination) {
            case Destination.Application application -> reply(application);
            case Destination.Page page ->
                Reply.redirect(path(page.step()) + page.token().secret());
        });
    }

    private static Reply reply(Destination.Application application) {
        AuthorizationResponse response = application.response();
        return response.formPost()
                ? FormPostPage.reply(response.redirectUri(), application.parameters())
                : Reply.redirect(response.location(application.parameters()));
    }

    private static String path(Step step) {
        return step == Step.CONSENT ? "/consent?request=" : "/sign-in?request=";
    }

    private Future<Reply> look(Request request) {
        return interactions
                .look(request, token(request))
                .map(view -> Reply.ok(json(view).done()));
    }

    private Future<Reply> approve(Request request) {
        return interactions
                .approve(
                        request.caller(),
                        request,
                        token(request),
                        Step.of(request.body().getString("step")),
                        Set.copyOf(Json.strings(request.body().getJsonArray("scopes", new JsonArray()))))
                .map(AuthorizationRoutes::resume);
    }

    private Future<Reply> deny(Request request) {
        return interactions.deny(token(request)).map(AuthorizationRoutes::resume);
    }

    private static Token token(Request request) {
        return Parking.token(request.body().getString("token"));
    }

    private static Reply resume(ParkedRequest parked) {
        return Reply.ok(Json.object().put("continueAt", Parking.resume(parked)).done());
    }

    private static Json json(InteractionService.View view) {
        Interaction interaction = view.interaction();
        Client client = interaction.client();
        return Json.object()
                .put("step", view.step().map(Step::word).orElse("done"))
                .put(
                        "client",
                        Json.object()
                                .put("id", client.id())
                                .put("name", client.name())
                                .put("organisation", client.owner().organisation())
                                .put("firstParty", client.settings().firstParty()))
                .put(
                        "scopes",
                        Scopes.ALL.stream()
                                .filter(interaction.request().scopes()::contains)
                                .toList())
                .put("destination", destination(interaction.request().redirectUri()))
                .put("loginHint", view.parked().parameters().get("login_hint"))
                .put("email", interaction.admission().map(admission -> label(admission.account())))
                .put("continueAt", Parking.resume(view.parked()));
    }

    private static String label(Account account) {
        return account.label();
    }

    /** Where the browser will go from here, as a person can judge it: the host, or the scheme of an application on a device. */
    private static String destination(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getHost() == null ? uri.getScheme() : uri.getHost();
    }
}
