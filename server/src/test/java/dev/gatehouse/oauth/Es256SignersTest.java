package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.gatehouse.crypto.LibcryptoEs256;
import java.util.List;
import org.junit.jupiter.api.Test;

class Es256SignersTest {

    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);

    /** Often enough that numbers of every length occur in the signatures. */
    @Test
    void whatLibcryptoSignsTheJdkShouldVerify() throws Exception {
        for (int i = 0; i < 20; i++) {
            ECKey key = new ECKeyGenerator(Curve.P_256).generate();
            JWSSigner signer = Es256Signers.best().of(key);
            assertThat(signer).isNotInstanceOf(ECDSASigner.class);
            for (int n = 0; n < 100; n++) {
                byte[] text = ("text " + i + "." + n).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                assertThat(new ECDSAVerifier(key.toPublicJWK()).verify(HEADER, text, signer.sign(HEADER, text)))
                        .isTrue();
            }
        }
    }

    @Test
    void withoutLibcryptoTheJdkShouldSign() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();

        assertThat(Es256Signers.jdk().of(key)).isInstanceOf(ECDSASigner.class);
        assertThat(LibcryptoEs256.load(List.of("libnobody-has.so"))).isEmpty();
    }
}
