package dev.gatehouse.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** Signs claims (RFC 7519) with the key of the moment. Only {@link TokenMinter} may use it. */
final class TokenSigner {

    static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    static final JOSEObjectType LOGOUT_TOKEN = new JOSEObjectType("logout+jwt");

    private final Supplier<KeyRing> keys;

    TokenSigner(Supplier<KeyRing> keys) {
        this.keys = keys;
    }

    /** The compact form, signed. An RSA signature takes about a millisecond. */
    String sign(JOSEObjectType type, JWSAlgorithm alg, JsonObject claims) {
        KeyRing.Signer signer = keys.get().signer(alg);
        JWSHeader header =
                new JWSHeader.Builder(alg).type(type).keyID(signer.kid()).build();
        JWSObject token = new JWSObject(header, new Payload(claims.encode()));
        try {
            token.sign(signer.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }
}
