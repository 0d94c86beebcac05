package dev.gatehouse.federation;

import dev.gatehouse.crypto.SecretBox;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Seals the secrets by which we authenticate to providers, each bound to its row. */
final class ProviderSecrets {

    private final SecretBox box;

    ProviderSecrets(SecretBox box) {
        this.box = box;
    }

    Buffer seal(UUID providerId, String secret) {
        return Buffer.buffer(box.seal(secret.getBytes(StandardCharsets.UTF_8), place(providerId)));
    }

    String open(Provider provider) {
        return new String(box.open(provider.secret().getBytes(), place(provider.id())), StandardCharsets.UTF_8);
    }

    private static byte[] place(UUID providerId) {
        return ("federation_providers|" + providerId).getBytes(StandardCharsets.US_ASCII);
    }
}
