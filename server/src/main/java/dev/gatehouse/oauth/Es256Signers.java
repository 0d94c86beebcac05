package dev.gatehouse.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.crypto.LibcryptoEs256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes signers for ES256: by libcrypto where it is there and signs as it should, else by the JDK. */
final class Es256Signers {

    private static final Logger LOG = LoggerFactory.getLogger(Es256Signers.class);
    private static final int LENGTH = 64;

    private final Optional<LibcryptoEs256> libcrypto;

    private Es256Signers(Optional<LibcryptoEs256> libcrypto) {
        this.libcrypto = libcrypto;
    }

    /** The fastest that there is on this machine, which the log says. */
    static Es256Signers best() {
        Optional<LibcryptoEs256> found = LibcryptoEs256.load(LibcryptoEs256.USUAL_NAMES);
        LOG.atInfo()
                .addKeyValue("signer", found.isPresent() ? "libcrypto" : "JDK")
                .log("token signing");
        return new Es256Signers(found);
    }

    static Es256Signers jdk() {
        return new Es256Signers(Optional.empty());
    }

    /** A signer that threads may share. */
    JWSSigner of(ECKey key) throws JOSEException {
        Optional<LibcryptoEs256.Key> inLibcrypto =
                libcrypto.isPresent() ? libcrypto.get().key(key.toECPrivateKey()) : Optional.empty();
        if (inLibcrypto.isPresent()) {
            JWSSigner signer = new ByLibcrypto(inLibcrypto.get());
            if (agrees(signer, key)) {
                return signer;
            }
            LOG.warn("libcrypto signs otherwise than the JDK, and is not used");
        }
        return new ECDSASigner(key);
    }

    /** Held against the JDK before anything that counts is signed. */
    private static boolean agrees(JWSSigner signer, ECKey key) throws JOSEException {
        JWSHeader header = new JWSHeader(JWSAlgorithm.ES256);
        byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        return new ECDSAVerifier(key.toPublicJWK()).verify(header, probe, signer.sign(header, probe));
    }

    private record ByLibcrypto(LibcryptoEs256.Key key) implements JWSSigner {

        @Override
        public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
            return Base64URL.encode(ECDSA.transcodeSignatureToConcat(key.sign(signingInput), LENGTH));
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.ES256);
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }
    }
}
