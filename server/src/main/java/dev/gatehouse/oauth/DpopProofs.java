package dev.gatehouse.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks proofs that whoever sends a request has a key (RFC 9449, section 4.3): signed with it, for this very request, just now, and
 * not seen before on any node.
 */
final class DpopProofs {

    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");
    private static final Duration LIFE = Duration.ofSeconds(60);
    /** Clocks differ. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private static final int LONGEST_PROOF = 4_000;
    private static final int LONGEST_ID = 200;

    private final Db db;
    private final JtiStore jtis;
    private final Issuer issuer;
    private final Clock clock;

    DpopProofs(Db db, JtiStore jtis, Issuer issuer, Clock clock) {
        this.db = db;
        this.jtis = jtis;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Thumbprint of the key to which tokens shall be bound (RFC 7638); null without a proof; fails with {@code invalid_dpop_proof}. */
    Future<@Nullable String> key(Request request) {
        return request.headers("DPoP").isEmpty()
                ? Future.succeededFuture(null)
                : proved(request, null).map(key -> key.orElseThrow(OAuthProblems.INVALID_DPOP_PROOF::problem));
    }

    /** Whether the request comes from whoever has the key of this access token. */
    Future<Boolean> proves(Request request, AccessToken token, String text) {
        return proved(request, text)
                .map(key -> key.filter(jkt -> jkt.equals(token.jkt())).isPresent());
    }

    private Future<Optional<String>> proved(Request request, @Nullable String accessToken) {
        List<String> sent = request.headers("DPoP");
        Optional<Proof> proof = sent.size() == 1 ? parse(sent.getFirst()) : Optional.empty();
        if (proof.isEmpty() || !fits(proof.get().claims(), request, accessToken)) {
            return Future.succeededFuture(Optional.empty());
        }
        JsonObject claims = proof.get().claims();
        String jkt = proof.get().jkt();
        byte[] id = Tokens.sha256(jkt + "|" + claims.getString("jti"));
        Instant until = Instant.ofEpochSecond(claims.getLong("iat"))
                .plus(LIFE)
                .plus(TOLERANCE)
                .plusSeconds(1);
        return db.query(client -> jtis.remember(client, JtiStore.PROOF, id, until))
                .map(fresh -> fresh ? Optional.of(jkt) : Optional.empty());
    }

    private boolean fits(JsonObject claims, Request request, @Nullable String accessToken) {
        return request.method().equals(claims.getValue("htm"))
                && claims.getValue("htu") instanceof String htu
                && issuer.at(request.path()).equals(htu.replaceFirst("[?#].*$", ""))
                && claims.getValue("jti") instanceof String jti
                && !jti.isEmpty()
                && jti.length() <= LONGEST_ID
                && claims.getValue("iat") instanceof Number iat
                && inTime(iat.doubleValue())
                && (accessToken == null || hash(accessToken).equals(claims.getValue("ath")));
    }

    private boolean inTime(double issuedAt) {
        double age = clock.instant().getEpochSecond() - issuedAt;
        return age <= LIFE.toSeconds() + TOLERANCE.toSeconds() && age >= -TOLERANCE.toSeconds();
    }

    private static String hash(String accessToken) {
        byte[] hash = Tokens.sha256(accessToken.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private record Proof(String jkt, JsonObject claims) {}

    /** The key stands in the proof itself; that is the one place where such a key is looked at. */
    private static Optional<Proof> parse(String text) {
        if (text.length() > LONGEST_PROOF) {
            return Optional.empty();
        }
        try {
            JWSObject object = JWSObject.parse(text);
            JWK key = object.getHeader().getJWK();
            boolean good = TYPE.equals(object.getHeader().getType())
                    && key != null
                    && !key.isPrivate()
                    && PublicKeys.signed(object, key);
            Map<String, Object> claims = good ? object.getPayload().toJSONObject() : null;
            return claims == null
                    ? Optional.empty()
                    : Optional.of(new Proof(key.computeThumbprint().toString(), new JsonObject(claims)));
        } catch (ParseException | JOSEException malformed) {
            return Optional.empty();
        }
    }
}
