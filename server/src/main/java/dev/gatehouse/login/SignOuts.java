package dev.gatehouse.login;

import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The door through which others end the session of a browser, as if its person had signed out here. */
public final class SignOuts {

    private final SessionAuthenticator authenticator;
    private final SessionService sessions;

    SignOuts(SessionAuthenticator authenticator, SessionService sessions) {
        this.authenticator = authenticator;
        this.sessions = sessions;
    }

    /** Who is signed in at a browser. */
    public record Here(UUID accountId, UUID sessionId, String email) {}

    public Future<Optional<Here>> here(Request request) {
        return authenticator
                .signedIn(Browser.of(request))
                .map(found -> found.map(signedIn -> new Here(
                        signedIn.account().id(),
                        signedIn.session().id(),
                        signedIn.account().label())));
    }

    /** Ends the session of this browser, if it has one; the cookies to send back make the browser forget it. */
    public Future<List<Cookie>> end(Request request) {
        return authenticator
                .signedIn(Browser.of(request))
                .compose(found -> found.map(signedIn ->
                                sessions.signOut(signedIn, SessionAuthenticator.caller(signedIn, request.origin())))
                        .orElseGet(Future::succeededFuture))
                .map(ended -> List.of(Cookies.SESSION.clear(), Cookies.LOGIN.clear()));
    }
}
