package dev.gatehouse.federation;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.http.Request;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * A browser's way to a provider and back. {@code state} goes there and comes back; the other half stays in a cookie of this browser.
 * Both together make the nonce and the PKCE verifier, so that neither an eavesdropper at the address nor a reader of the database
 * has them, and an answer in another browser is worth nothing.
 */
record Trip(Token state, Token browser) {

    /** Long enough to find one's phone. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String COOKIE = "__Host-gatehouse-upstream";

    /** A new trip; a browser may be on several at once. */
    static Trip begin(Request request, Tokens tokens) {
        return new Trip(tokens.next(), browser(request).orElseGet(tokens::next));
    }

    /** The trip that this state belongs to, if it is one of this browser. */
    static Optional<Trip> back(Request request, String state) {
        return browser(request).flatMap(browser -> Token.parse(state).map(token -> new Trip(token, browser)));
    }

    private static Optional<Token> browser(Request request) {
        return request.cookie(COOKIE).flatMap(Token::parse);
    }

    /** Lax, because the browser comes back from another site. */
    Cookie cookie() {
        return Cookie.cookie(COOKIE, browser.secret())
                .setPath("/")
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(LIFE.toSeconds());
    }

    String nonce() {
        return derived("nonce");
    }

    String verifier() {
        return derived("verifier");
    }

    /** RFC 7636, section 4.2. */
    String challenge() {
        return base64(Tokens.sha256(verifier().getBytes(StandardCharsets.US_ASCII)));
    }

    private String derived(String what) {
        return base64(Tokens.sha256(what + "." + browser.secret() + "." + state.secret()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
