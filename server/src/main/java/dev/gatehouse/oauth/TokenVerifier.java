package dev.gatehouse.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Reads tokens of our own. The key is one of ours, named by its id, and takes its own algorithm alone; keys and addresses of keys
 * inside a token are not looked at (RFC 8725, sections 3.1 and 3.10). One kind of token is never taken for another (3.11).
 */
final class TokenVerifier {

    // Checking a signature costs more than everything else about a request that reads.
    private static final int REMEMBERED = 20_000;

    private final Supplier<KeyRing> keys;
    private final Issuer issuer;
    private final Clock clock;
    private final Map<String, AccessToken> verified = new ConcurrentHashMap<>();

    TokenVerifier(Supplier<KeyRing> keys, Issuer issuer, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** The claims of an access token that we have signed and that has not expired; says nothing about its grant. */
    Optional<AccessToken> accessToken(String text) {
        Instant now = clock.instant();
        AccessToken known = verified.get(text);
        if (known == null) {
            Optional<AccessToken> read = claims(text, TokenSigner.ACCESS_TOKEN).map(AccessToken::of);
            read.filter(token -> now.isBefore(token.expiresAt())).ifPresent(token -> remember(text, token));
            return read.filter(token -> now.isBefore(token.expiresAt()));
        }
        if (!now.isBefore(known.expiresAt())) {
            verified.remove(text);
            return Optional.empty();
        }
        return Optional.of(known);
    }

    /** The claims of an ID token of ours, however old: a hint about who somebody was. */
    Optional<JsonObject> idTokenHint(String text) {
        return claims(text, JOSEObjectType.JWT);
    }

    private void remember(String text, AccessToken token) {
        if (verified.size() >= REMEMBERED) {
            verified.clear();
        }
        verified.put(text, token);
    }

    private Optional<JsonObject> claims(String text, JOSEObjectType type) {
        try {
            JWSObject token = JWSObject.parse(text);
            return type.equals(token.getHeader().getType()) && signedByUs(token)
                    ? Optional.of(new JsonObject(token.getPayload().toString()))
                            .filter(claims -> issuer.text().equals(claims.getString("iss")))
                    : Optional.empty();
        } catch (ParseException | JOSEException | DecodeException notOurs) {
            return Optional.empty();
        }
    }

    private boolean signedByUs(JWSObject token) throws JOSEException {
        JWSHeader header = token.getHeader();
        Optional<KeyRing.Checker> checker =
                Optional.ofNullable(header.getKeyID()).flatMap(keys.get()::checker);
        return checker.isPresent()
                && checker.get().alg().equals(header.getAlgorithm())
                && token.verify(checker.get().verifier());
    }
}
