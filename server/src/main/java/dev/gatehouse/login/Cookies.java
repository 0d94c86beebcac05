package dev.gatehouse.login;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.http.Request;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import java.time.Duration;
import java.util.Optional;

/** The three cookies of the sign-in. The prefix {@code __Host-} keeps sibling domains from planting them (RFC 6265bis). */
enum Cookies {
    SESSION("__Host-gatehouse"),
    LOGIN("__Host-gatehouse-login"),
    DEVICE("__Host-gatehouse-device");

    private static final Duration DEVICE_LIFE = Duration.ofDays(400);

    private final String cookieName;

    Cookies(String cookieName) {
        this.cookieName = cookieName;
    }

    Optional<Token> read(Request request) {
        return request.cookie(cookieName).flatMap(Token::parse);
    }

    Cookie set(Token token) {
        Cookie cookie = cookie(token.secret());
        return this == DEVICE ? cookie.setMaxAge(DEVICE_LIFE.toSeconds()) : cookie;
    }

    Cookie clear() {
        return cookie("").setMaxAge(0);
    }

    /** Lax, not Strict: a person who follows a link into the application, or comes from a client application, is signed in. */
    private Cookie cookie(String value) {
        return Cookie.cookie(cookieName, value)
                .setPath("/")
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX);
    }
}
