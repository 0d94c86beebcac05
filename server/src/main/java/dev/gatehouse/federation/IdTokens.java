package dev.gatehouse.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks ID tokens (OpenID Connect Core 1.0, section 3.1.3.7). The keys are those that the provider publishes, each takes the
 * algorithms of its kind and no other, and nothing inside a token names a key or says how it is to be read (RFC 8725).
 */
final class IdTokens {

    /** Signatures by a private key. None of the library's others: "none" proves nothing, and a shared secret is not the provider's alone. */
    static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    /** Clocks differ. */
    private static final Duration TOLERANCE = Duration.ofSeconds(60);
    /** It is made for this moment; an older one was made for another. */
    private static final Duration OLDEST = Duration.ofMinutes(10);

    private static final int RSA_BITS = 2048;
    private static final int LONGEST_SUBJECT = 255;
    private static final Set<String> KNOWN = Set.of("pwd", "pin", "kba");
    private static final Set<String> HELD = Set.of("otp", "hwk", "swk", "sc");

    private IdTokens() {}

    /** What a token must say. */
    record Expected(String issuer, String clientId, String nonce, Instant now) {}

    /** A signed token that has not been checked. */
    record Unchecked(JWSObject object, JsonObject claims) {}

    /**
     * Reads a token without believing it.
     *
     * @throws NotTrusted when it is none that is signed in a way that is taken here
     */
    static Unchecked parse(String token) {
        try {
            JWSObject object = JWSObject.parse(token);
            JWSHeader header = object.getHeader();
            String type = header.getType() == null ? "JWT" : header.getType().getType();
            require(
                    ALGORITHMS.contains(header.getAlgorithm().getName()),
                    "It is signed in a way that is not taken here.");
            require("JWT".equalsIgnoreCase(type), "It is no ID token.");
            require(header.getCriticalParams() == null, "It wants something that is not understood here.");
            return new Unchecked(object, new JsonObject(object.getPayload().toString()));
        } catch (ParseException | DecodeException | IllegalArgumentException malformed) {
            throw new NotTrusted("The ID token cannot be read.");
        }
    }

    /** Whether the key that a token names is among these; without a name there must be no choice. */
    static Optional<JWK> key(Unchecked unchecked, JWKSet keys) {
        JWSHeader header = unchecked.object().getHeader();
        List<JWK> fitting = keys.getKeys().stream()
                .filter(key -> fits(key, header.getAlgorithm()))
                .toList();
        String kid = header.getKeyID();
        return kid == null
                ? Optional.of(fitting).filter(all -> all.size() == 1).map(List::getFirst)
                : fitting.stream().filter(key -> kid.equals(key.getKeyID())).findFirst();
    }

    /**
     * Checks signature and claims.
     *
     * @throws NotTrusted saying what is wrong
     */
    static IdToken verify(Unchecked unchecked, JWK key, Expected expected) {
        require(signed(unchecked.object(), key), "Its signature is not good.");
        JsonObject claims = unchecked.claims();
        require(expected.issuer().equals(claims.getValue("iss")), "It is of another issuer.");
        requireForUs(claims, expected.clientId());
        requireInTime(claims, expected.now());
        require(expected.nonce().equals(claims.getValue("nonce")), "It belongs to another sign-in.");
        String subject = text(claims, "sub")
                .filter(sub -> !sub.isEmpty() && sub.length() <= LONGEST_SUBJECT)
                .orElseThrow(() -> new NotTrusted("It names nobody."));
        return new IdToken(
                subject,
                text(claims, "email"),
                Boolean.TRUE.equals(claims.getValue("email_verified")),
                multiFactor(strings(claims.getValue("amr"))));
    }

    /** Who else it may be for does not matter as long as it was given to us. */
    private static void requireForUs(JsonObject claims, String clientId) {
        Object audience = claims.getValue("aud");
        List<String> audiences = audience instanceof String one ? List.of(one) : strings(audience);
        require(audiences.contains(clientId), "It is for somebody else.");
        Object party = claims.getValue("azp");
        require(party == null || clientId.equals(party), "It was given to somebody else.");
        require(party != null || audiences.size() == 1, "It is for several, and does not say to whom it was given.");
    }

    private static void requireInTime(JsonObject claims, Instant now) {
        boolean open = time(claims, "exp")
                .filter(exp -> now.isBefore(exp.plus(TOLERANCE)))
                .isPresent();
        require(open, "It has expired.");
        boolean fresh = time(claims, "iat")
                .filter(iat -> !iat.isAfter(now.plus(TOLERANCE)) && !iat.isBefore(now.minus(OLDEST)))
                .isPresent();
        require(fresh, "It was not made now.");
        boolean begun = !claims.containsKey("nbf")
                || time(claims, "nbf")
                        .filter(nbf -> !nbf.isAfter(now.plus(TOLERANCE)))
                        .isPresent();
        require(begun, "It is not good yet.");
    }

    private static boolean multiFactor(List<String> amr) {
        boolean two = !Collections.disjoint(amr, KNOWN) && !Collections.disjoint(amr, HELD);
        return two || amr.contains("mfa");
    }

    private static boolean signed(JWSObject object, JWK key) {
        try {
            return object.verify(verifier(key));
        } catch (JOSEException notWithThis) {
            return false;
        }
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return key instanceof ECKey ec
                ? new ECDSAVerifier(ec.toPublicJWK())
                : new RSASSAVerifier(((RSAKey) key).toPublicJWK());
    }

    private static boolean fits(JWK key, JWSAlgorithm alg) {
        boolean kind = key instanceof ECKey ec
                ? JWSAlgorithm.Family.EC.contains(alg)
                        && Objects.equals(
                                ec.getCurve(),
                                com.nimbusds.jose.jwk.Curve.forJWSAlgorithm(alg).stream()
                                        .findFirst()
                                        .orElse(null))
                : key instanceof RSAKey rsa && rsa.size() >= RSA_BITS && JWSAlgorithm.Family.RSA.contains(alg);
        boolean own = key.getAlgorithm() == null || key.getAlgorithm().equals(alg);
        return kind && own && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
    }

    private static Optional<Instant> time(JsonObject claims, String name) {
        return claims.getValue(name) instanceof Number seconds
                        && Math.abs(seconds.doubleValue()) < Instant.MAX.getEpochSecond() / 2.0
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    private static Optional<String> text(JsonObject claims, String name) {
        return claims.getValue(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static List<String> strings(@Nullable Object value) {
        return value instanceof JsonArray array
                ? array.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotTrusted(otherwise);
        }
    }
}
