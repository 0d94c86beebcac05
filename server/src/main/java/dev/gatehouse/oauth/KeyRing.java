package dev.gatehouse.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import dev.gatehouse.oauth.SigningKey.State;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys as they are at a moment, ready for use; never changes. */
final class KeyRing {

    /** Signs with one key. */
    record Signer(String kid, JWSAlgorithm alg, JWSSigner signer) {}

    /** Checks what one key has signed, with that key's algorithm and no other. */
    record Checker(JWSAlgorithm alg, JWSVerifier verifier) {}

    private final List<SigningKey> keys;
    private final Map<JWSAlgorithm, Signer> signers = new HashMap<>();
    private final Map<String, Checker> checkers = new HashMap<>();
    private final Buffer published;

    KeyRing(List<SigningKey> keys, Es256Signers signers) {
        this.keys = List.copyOf(keys);
        JsonArray set = new JsonArray();
        for (SigningKey key : keys) {
            try {
                if (key.state() == State.ACTIVE) {
                    this.signers.put(key.alg(), new Signer(key.kid(), key.alg(), key.signer(signers)));
                }
                checkers.put(key.kid(), new Checker(key.alg(), key.verifier()));
            } catch (JOSEException e) {
                throw new IllegalStateException("a stored signing key cannot be used", e);
            }
            set.add(new JsonObject(key.jwk().toPublicJWK().toJSONObject()));
        }
        this.published = new JsonObject().put("keys", set).toBuffer();
    }

    List<SigningKey> keys() {
        return keys;
    }

    Signer signer(JWSAlgorithm alg) {
        Signer signer = signers.get(alg);
        if (signer == null) {
            throw new IllegalStateException("there is no active key for " + alg);
        }
        return signer;
    }

    Optional<Checker> checker(String kid) {
        return Optional.ofNullable(checkers.get(kid));
    }

    /** The JSON Web Key Set (RFC 7517, section 5). */
    Buffer published() {
        return published;
    }
}
