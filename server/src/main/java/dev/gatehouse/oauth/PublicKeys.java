package dev.gatehouse.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Public keys of clients. Each takes the algorithms of its own kind and no other, whatever a signature says about itself (RFC 8725,
 * section 3.1).
 */
final class PublicKeys {

    private static final int RSA_BITS = 2048;
    /** Beyond these a check of one signature takes a hundred times as long, and strangers choose the keys of DPoP proofs. */
    private static final int MOST_RSA_BITS = 4096;

    private static final int MOST_EXPONENT_BITS = 32;
    private static final List<JWSAlgorithm> WITH_RSA = List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

    private PublicKeys() {}

    /** In the words of metadata. */
    static List<String> algorithms() {
        return List.of("ES256", "RS256", "PS256");
    }

    /** Why a client cannot authenticate with these; empty when it can. */
    static Optional<String> refuse(@Nullable JsonObject jwks) {
        if (jwks == null || jwks.getJsonArray("keys").isEmpty()) {
            return Optional.of("Give the public keys of the client.");
        }
        try {
            List<JWK> keys = JWKSet.parse(jwks.encode()).getKeys();
            boolean all = keys.size() == jwks.getJsonArray("keys").size()
                    && keys.stream().allMatch(key -> !key.isPrivate() && usable(key));
            return all
                    ? Optional.empty()
                    : Optional.of(
                            "Each key is a public one for signatures: EC on P-256, or RSA of 2048 to 4096 bits with a usual"
                                    + " exponent.");
        } catch (ParseException malformed) {
            return Optional.of("This is no JSON Web Key Set.");
        }
    }

    /** The registered keys that may have made this signature: those of its key id, where it has one. */
    static List<JWK> of(ClientSettings settings, @Nullable String kid) {
        JsonObject jwks = settings.jwks();
        if (jwks == null) {
            return List.of();
        }
        try {
            return JWKSet.parse(jwks.encode()).getKeys().stream()
                    .filter(key -> kid == null || kid.equals(key.getKeyID()))
                    .toList();
        } catch (ParseException e) {
            throw new IllegalStateException("stored keys of a client cannot be read", e);
        }
    }

    /** Whether that key has signed it. */
    static boolean signed(JWSObject object, JWK key) {
        JWSAlgorithm alg = object.getHeader().getAlgorithm();
        try {
            JWSVerifier verifier = usable(key) ? verifier(key, alg) : null;
            return verifier != null && object.verify(verifier);
        } catch (JOSEException notWithThis) {
            return false;
        }
    }

    private static @Nullable JWSVerifier verifier(JWK key, JWSAlgorithm alg) throws JOSEException {
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(alg)) {
            return null;
        }
        if (key instanceof ECKey ec && alg.equals(JWSAlgorithm.ES256)) {
            return new ECDSAVerifier(ec.toPublicJWK());
        }
        return key instanceof RSAKey rsa && WITH_RSA.contains(alg) ? new RSASSAVerifier(rsa.toPublicJWK()) : null;
    }

    private static boolean usable(JWK key) {
        boolean strong = (key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()))
                || (key instanceof RSAKey rsa && usable(rsa));
        return strong && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
    }

    private static boolean usable(RSAKey rsa) {
        return rsa.size() >= RSA_BITS
                && rsa.size() <= MOST_RSA_BITS
                && rsa.getPublicExponent().decodeToBigInteger().bitLength() <= MOST_EXPONENT_BITS;
    }
}
