package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicKeysTest {

    @Test
    void anOrdinaryKeyIsTaken() throws Exception {
        assertThat(accepted(2100, BigInteger.valueOf(65_537))).isTrue();
    }

    /** The work of a check grows with the exponent, and strangers choose the key of a DPoP proof. */
    @Test
    void aKeyWhoseChecksTakeLongIsRefused() throws Exception {
        assertThat(accepted(2100, new BigInteger(2000, new Random(1)).setBit(0)))
                .isFalse();
        assertThat(accepted(5120, BigInteger.valueOf(65_537))).isFalse();
        assertThat(accepted(1024, BigInteger.valueOf(65_537))).isFalse();
    }

    /** Of many small primes, which are found fast. */
    private static boolean accepted(int bits, BigInteger exponent) throws Exception {
        Random random = new Random(bits);
        BigInteger modulus = BigInteger.ONE;
        BigInteger phi = BigInteger.ONE;
        while (modulus.bitLength() < bits - 16) {
            BigInteger prime = BigInteger.probablePrime(Math.min(256, bits - modulus.bitLength() + 1), random);
            modulus = modulus.multiply(prime);
            phi = phi.multiply(prime.subtract(BigInteger.ONE));
        }
        BigInteger odd = exponent;
        while (!odd.gcd(phi).equals(BigInteger.ONE)) {
            odd = odd.add(BigInteger.TWO);
        }
        JWSObject signed = signed(modulus, odd.modInverse(phi));
        RSAKey published = new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(odd)).build();
        return PublicKeys.signed(signed, published);
    }

    private static JWSObject signed(BigInteger modulus, BigInteger exponent) throws Exception {
        JWSObject object = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload("{}"));
        PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new RSAPrivateKeySpec(modulus, exponent));
        object.sign(new RSASSASigner(key, Set.of(AllowWeakRSAKey.getInstance())));
        return object;
    }
}
