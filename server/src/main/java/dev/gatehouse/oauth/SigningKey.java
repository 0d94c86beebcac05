package dev.gatehouse.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.text.ParseException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs tokens, both halves of it. Its id is the thumbprint of the public half (RFC 7638).
 *
 * @param activatesAt when it is used first; it is published from the beginning
 * @param retiresAt when it is forgotten; null until it has been replaced
 */
record SigningKey(
        JWK jwk,
        State state,
        Instant createdAt,
        Instant activatesAt,
        @Nullable Instant retiresAt) {

    static final int RSA_BITS = 2048;

    enum State {
        NEXT,
        ACTIVE,
        RETIRED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Makes a key; RSA takes up to a second of CPU. */
    static SigningKey generate(JWSAlgorithm alg, State state, Instant now, Instant activatesAt) {
        try {
            JWK jwk = alg.equals(JWSAlgorithm.ES256) ? ec() : rsa();
            return new SigningKey(jwk, state, now, activatesAt, null);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("every Java platform has P-256 and RSA", e);
        }
    }

    private static JWK ec() throws GeneralSecurityException, JOSEException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .keyIDFromThumbprint()
                .build();
    }

    private static JWK rsa() throws GeneralSecurityException, JOSEException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        KeyPair pair = generator.generateKeyPair();
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint()
                .build();
    }

    static JWK parse(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key cannot be read", e);
        }
    }

    String kid() {
        return jwk.getKeyID();
    }

    JWSAlgorithm alg() {
        return JWSAlgorithm.parse(jwk.getAlgorithm().getName());
    }

    /** May be shared by threads. */
    JWSSigner signer(Es256Signers signers) throws JOSEException {
        return jwk instanceof ECKey ec ? signers.of(ec) : new RSASSASigner(jwk.toRSAKey());
    }

    /** May be shared by threads; takes its own algorithm only. */
    JWSVerifier verifier() throws JOSEException {
        return jwk instanceof ECKey ec
                ? new ECDSAVerifier(ec.toPublicJWK())
                : new RSASSAVerifier(jwk.toRSAKey().toPublicJWK());
    }

    SigningKey activated() {
        return new SigningKey(jwk, State.ACTIVE, createdAt, activatesAt, null);
    }

    SigningKey activatingAt(Instant time) {
        return new SigningKey(jwk, state, createdAt, time, retiresAt);
    }

    SigningKey retired(Instant until) {
        return new SigningKey(jwk, State.RETIRED, createdAt, activatesAt, until);
    }
}
