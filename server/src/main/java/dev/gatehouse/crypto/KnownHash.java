package dev.gatehouse.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * One Argon2id hash that BouncyCastle and libsodium are known to agree on. A constant rather than a second computation,
 * so that a server with libsodium need not load BouncyCastle at its start.
 */
final class KnownHash {
    private static final byte[] HASH =
            HexFormat.of().parseHex("053f760d483db89e112b7ea3d1fe24646cf8ab9071691b55029804258ec000a4");

    private KnownHash() {}

    static boolean isComputedBy(Argon2 argon2) {
        byte[] password = {1, 2, 3, 0, -1, -128, 127};
        byte[] salt = new byte[Argon2.SALT_BYTES];
        Arrays.fill(salt, (byte) 2);
        return Tokens.same(HASH, argon2.hash(password, salt, new Argon2Parameters(64, 3, 1, 32)));
    }
}
