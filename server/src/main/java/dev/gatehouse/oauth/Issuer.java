package dev.gatehouse.oauth;

import java.net.URI;

/** Who signs: the public address, as everybody who checks a token of ours compares it, letter by letter. */
record Issuer(String text) {

    static Issuer of(URI publicUrl) {
        String text = publicUrl.toString();
        return new Issuer(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** A page or endpoint of ours. */
    String at(String path) {
        return text + path;
    }
}
