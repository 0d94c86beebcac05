package dev.gatehouse.oauth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a client proves at the token endpoint who it is (OpenID Connect Core 1.0, section 9). */
enum AuthMethod {
    /** A public client, which cannot keep a secret: an application on a device or in a browser. */
    NONE,
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    /** With a key of its own, of which we know the public half (RFC 7523, section 2.2). */
    PRIVATE_KEY_JWT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AuthMethod of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean bySecret() {
        return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
    }

    static List<String> supported() {
        return Arrays.stream(values()).map(AuthMethod::word).toList();
    }
}
