package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.http.Request;
import dev.gatehouse.login.SignOuts;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs people out at the wish of an application (OpenID Connect RP-Initiated Logout 1.0). Without asking only where an ID token
 * shows that the application means this session: everybody else could be another site that plays a trick (section 6).
 */
final class LogoutService {

    private static final String SIGNED_OUT = "/signed-out";
    private static final String ASK = "/sign-out";

    private final ClientDirectory clients;
    private final TokenVerifier verifier;
    private final Parking parking;
    private final SignOuts signOuts;

    LogoutService(ClientDirectory clients, TokenVerifier verifier, Parking parking, SignOuts signOuts) {
        this.clients = clients;
        this.verifier = verifier;
        this.parking = parking;
        this.signOuts = signOuts;
    }

    /** Where the browser goes on, and what it forgets. */
    record Left(String location, List<Cookie> cookies) {}

    /** What a person is asked: who wishes it, who is signed in, and where the browser goes. */
    record View(Client client, Optional<SignOuts.Here> here, String continueAt) {}

    /** The wish as a browser brings it by address. */
    Future<Left> byAddress(Request request) {
        return waited(request).compose(this::read).compose(wish -> {
            String destination = wish.destination().orElse(SIGNED_OUT);
            return signOuts.here(request).compose(here -> {
                if (here.isEmpty()) {
                    return Future.succeededFuture(new Left(destination, List.of()));
                }
                SignOuts.Here current = here.get();
                return wish.meant(
                                current.accountId().toString(),
                                current.sessionId().toString())
                        ? signOuts.end(request).map(cookies -> new Left(destination, cookies))
                        : ask(wish, request).map(page -> new Left(page, List.of()));
            });
        });
    }

    /** The wish as a form: browsers send no cookie with one of another site, so it comes back by address. */
    Future<Left> byForm(Request request) {
        return read(request.parameters()).compose(wish -> {
            wish.destination();
            Client client = wish.client();
            Future<String> location = client == null
                    ? Future.succeededFuture(ASK)
                    : parking.parkLogout(client, wish.parameters(), request.origin())
                            .map(token -> "/oauth2/logout?request_uri=" + Parking.uri(token));
            return location.map(where -> new Left(where, List.of()));
        });
    }

    Future<View> look(Request request, Token token) {
        return parking.logout(token)
                .compose(parked -> read(parked.parameters()))
                .compose(wish -> signOuts.here(request)
                        .map(here -> new View(
                                required(wish), here, wish.destination().orElse(SIGNED_OUT))));
    }

    /** The person has said yes. */
    Future<Left> confirm(Request request, Token token) {
        return parking.takeLogout(token)
                .compose(parked -> read(parked.parameters()))
                .compose(wish -> signOuts.end(request)
                        .map(cookies -> new Left(wish.destination().orElse(SIGNED_OUT), cookies)));
    }

    private Future<Map<String, String>> waited(Request request) {
        return request.query("request_uri")
                .flatMap(Parking::parse)
                .map(token -> parking.takeLogout(token).map(ParkedRequest::parameters))
                .orElseGet(() -> Future.succeededFuture(request.parameters()));
    }

    private Future<String> ask(LogoutRequest wish, Request request) {
        Client client = wish.client();
        return client == null
                ? Future.succeededFuture(ASK)
                : parking.parkLogout(client, wish.parameters(), request.origin())
                        .map(token -> ASK + "?request=" + token.secret());
    }

    /** A hint that is not ours, or is somebody else's, is none. */
    private Future<LogoutRequest> read(Map<String, String> parameters) {
        Optional<JsonObject> hint = Optional.ofNullable(parameters.get("id_token_hint"))
                .flatMap(verifier::idTokenHint)
                .filter(claims -> parameters
                        .getOrDefault("client_id", claims.getString("aud"))
                        .equals(claims.getString("aud")));
        String clientId = hint.map(claims -> claims.getString("aud")).orElse(parameters.getOrDefault("client_id", ""));
        return clients.usable(clientId).map(client -> new LogoutRequest(client.orElse(null), hint, parameters));
    }

    private static Client required(LogoutRequest wish) {
        Client client = wish.client();
        if (client == null) {
            throw OAuthProblems.REQUEST_GONE.problem();
        }
        return client;
    }
}
