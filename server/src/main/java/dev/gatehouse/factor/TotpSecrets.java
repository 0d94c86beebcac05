package dev.gatehouse.factor;

import dev.gatehouse.crypto.SecretBox;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Seals TOTP secrets so that each opens only in its own row: a secret copied to another account is useless there. */
final class TotpSecrets {

    private final SecretBox box;

    TotpSecrets(SecretBox box) {
        this.box = box;
    }

    byte[] seal(byte[] secret, UUID accountId, UUID factorId) {
        return box.seal(secret, place(accountId, factorId));
    }

    byte[] open(byte[] sealed, UUID accountId, UUID factorId) {
        return box.open(sealed, place(accountId, factorId));
    }

    private static byte[] place(UUID accountId, UUID factorId) {
        return ("totp:" + accountId + ":" + factorId).getBytes(StandardCharsets.US_ASCII);
    }
}
