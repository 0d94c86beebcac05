package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** What the browser is told to ask passkeys and security keys (WebAuthn Level 3, sections 5.4, 5.5 and 5.1.8). */
final class KeyOptions {

    static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final String PRODUCT = "Gatehouse";

    private final String rpId;

    /**
     * Options for an installation.
     *
     * @param publicUrl its host is the RP id
     */
    KeyOptions(URI publicUrl) {
        this.rpId = RelyingParty.id(publicUrl);
    }

    /**
     * For a new credential. A passkey names its account by itself and verifies its user; a security key is a second factor
     * that does neither, and never sits in the device that it protects.
     */
    JsonObject create(String challenge, Account account, FactorKind kind, List<KeyCredential> known) {
        boolean passkey = kind == FactorKind.PASSKEY;
        JsonObject selection = new JsonObject()
                .put("residentKey", passkey ? "required" : "discouraged")
                .put("requireResidentKey", passkey)
                .put("userVerification", passkey ? "required" : "discouraged");
        if (!passkey) {
            selection.put("authenticatorAttachment", "cross-platform");
        }
        JsonArray algorithms = new JsonArray();
        RelyingParty.ALGORITHMS.forEach(algorithm ->
                algorithms.add(new JsonObject().put("type", "public-key").put("alg", algorithm.getValue())));
        return new JsonObject()
                .put("rp", new JsonObject().put("id", rpId).put("name", PRODUCT))
                .put(
                        "user",
                        new JsonObject()
                                // The same for each passkey of an account: a new one replaces the old one on a device.
                                .put("id", base64(RelyingParty.userHandle(account.id())))
                                .put("name", account.label())
                                .put("displayName", account.name()))
                .put("challenge", challenge)
                .put("pubKeyCredParams", algorithms)
                .put("timeout", TIMEOUT.toMillis())
                .put("excludeCredentials", descriptors(known))
                .put("authenticatorSelection", selection)
                .put("attestation", "none");
    }

    /** For an assertion by one of these credentials; by any passkey when there are none. */
    JsonObject get(String challenge, List<KeyCredential> allowed) {
        JsonObject options = new JsonObject()
                .put("rpId", rpId)
                .put("challenge", challenge)
                .put("timeout", TIMEOUT.toMillis())
                .put("userVerification", userVerification(allowed));
        return allowed.isEmpty() ? options : options.put("allowCredentials", descriptors(allowed));
    }

    /** Keys that never verify their user would be refused by "required", and would ask for a PIN under "preferred". */
    private static String userVerification(List<KeyCredential> allowed) {
        boolean passkeys = allowed.stream().anyMatch(key -> key.kind() == FactorKind.PASSKEY);
        boolean securityKeys = allowed.stream().anyMatch(key -> key.kind() == FactorKind.SECURITY_KEY);
        if (passkeys && securityKeys) {
            return "preferred";
        }
        return securityKeys ? "discouraged" : "required";
    }

    private static JsonArray descriptors(List<KeyCredential> credentials) {
        JsonArray array = new JsonArray();
        credentials.forEach(credential -> array.add(new JsonObject()
                .put("type", "public-key")
                .put("id", credential.credentialId())
                .put("transports", new JsonArray(credential.transports()))));
        return array;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
