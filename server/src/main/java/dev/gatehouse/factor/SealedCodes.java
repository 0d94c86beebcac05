package dev.gatehouse.factor;

import dev.gatehouse.crypto.Codes;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.crypto.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Keeps short codes: the hash of the code and what it belongs to, sealed with the server's key. The hash alone would not do,
 * for eight digits are found from it in a second by whoever reads the database; the key is not there.
 */
final class SealedCodes {

    private final SecretBox box;

    SealedCodes(SecretBox box) {
        this.box = box;
    }

    /** What is stored of a code that works only for {@code owner}. */
    byte[] seal(String code, UUID owner) {
        return box.seal(hash(code, owner), bytes(owner));
    }

    /** Whether the typed text, without its spaces and dashes, is the code of that owner. */
    boolean matches(byte[] sealed, String typed, UUID owner) {
        return Tokens.same(box.open(sealed, bytes(owner)), hash(typed, owner));
    }

    private static byte[] hash(String code, UUID owner) {
        return Tokens.sha256(owner + ":" + Codes.normalise(code));
    }

    private static byte[] bytes(UUID owner) {
        return owner.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
