package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import dev.gatehouse.oauth.SigningKey.State;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What only somebody with our keys could try: tokens of other installations, of other times and of other kinds. */
class TokenVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Issuer ISSUER = new Issuer("https://id.example");
    private static final SigningKey EC = SigningKey.generate(JWSAlgorithm.ES256, State.ACTIVE, NOW, NOW);
    private static final SigningKey RSA = SigningKey.generate(JWSAlgorithm.RS256, State.ACTIVE, NOW, NOW);
    private static final KeyRing RING = new KeyRing(List.of(EC, RSA), Es256Signers.jdk());

    private final TokenSigner signer = new TokenSigner(() -> RING);
    private final TokenVerifier verifier = verifier(RING, NOW);

    @Test
    void aTokenOfOursShouldBeRead() {
        AccessToken token = verifier.accessToken(sign(claims())).orElseThrow();

        assertThat(token.subject()).isEqualTo("somebody");
        assertThat(token.scopes()).containsExactly("openid", "admin");
        assertThat(verifier.accessToken(sign(claims()))).isPresent();
    }

    @Test
    void aTokenOfAnotherIssuerShouldBeRefused() {
        assertThat(verifier.accessToken(sign(claims().put("iss", "https://id.example.evil.example"))))
                .isEmpty();
        assertThat(verifier.accessToken(sign(claims().put("iss", "https://id.example/"))))
                .isEmpty();
    }

    @Test
    void anotherKindOfTokenShouldBeRefused() {
        String idToken = signer.sign(JOSEObjectType.JWT, JWSAlgorithm.ES256, claims());

        assertThat(verifier.accessToken(idToken)).isEmpty();
        assertThat(verifier.idTokenHint(idToken)).isPresent();
        assertThat(verifier.idTokenHint(sign(claims()))).isEmpty();
    }

    @Test
    void anExpiredTokenShouldBeRefusedEvenWhenItWasSeenBefore() {
        String token = sign(claims());
        TestTime time = new TestTime();
        TokenVerifier patient = new TokenVerifier(() -> RING, ISSUER, time);
        assertThat(patient.accessToken(token)).isPresent();

        time.now = NOW.plusSeconds(300);

        assertThat(patient.accessToken(token)).isEmpty();
        assertThat(patient.accessToken(token)).isEmpty();
    }

    @Test
    void aKeyShouldBeGoodWhileItIsPublishedAndNoLonger() {
        String token = sign(claims());

        assertThat(verifier(new KeyRing(List.of(EC.retired(NOW.plusSeconds(60))), Es256Signers.jdk()), NOW)
                        .accessToken(token))
                .isPresent();
        assertThat(verifier(new KeyRing(List.of(RSA), Es256Signers.jdk()), NOW).accessToken(token))
                .isEmpty();
    }

    private static TokenVerifier verifier(KeyRing ring, Instant now) {
        return new TokenVerifier(() -> ring, ISSUER, Clock.fixed(now, ZoneOffset.UTC));
    }

    private String sign(JsonObject claims) {
        return signer.sign(TokenSigner.ACCESS_TOKEN, JWSAlgorithm.ES256, claims);
    }

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", ISSUER.text())
                .put("sub", "somebody")
                .put("aud", ISSUER.text())
                .put("client_id", "some client")
                .put("org", new UUID(0, 1).toString())
                .put("scope", "openid admin")
                .put("jti", "1")
                .put("iat", NOW.getEpochSecond())
                .put("exp", NOW.getEpochSecond() + 300);
    }

    private static final class TestTime extends Clock {

        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
