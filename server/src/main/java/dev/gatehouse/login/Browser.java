package dev.gatehouse.login;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Request;
import java.util.Optional;

/** What a browser brings along: its three cookies, and where it is. */
record Browser(Optional<Token> session, Optional<Token> login, Optional<Token> device, Origin origin) {

    static Browser of(Request request) {
        return new Browser(
                Cookies.SESSION.read(request),
                Cookies.LOGIN.read(request),
                Cookies.DEVICE.read(request),
                request.origin());
    }
}
