package dev.gatehouse.oauth;

import com.nimbusds.jose.JWSObject;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks how a client has signed that it is the one (RFC 7523, section 3): for us, for a short while, and each time anew. The key is
 * one that was registered; nothing is fetched, and no key inside the assertion is looked at.
 */
final class ClientAssertions {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Clocks differ. */
    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    private static final int LONGEST_ID = 200;

    private final Db db;
    private final JtiStore jtis;
    private final Issuer issuer;
    private final Clock clock;

    ClientAssertions(Db db, JtiStore jtis, Issuer issuer, Clock clock) {
        this.db = db;
        this.jtis = jtis;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Who it says that it is; proves nothing. */
    static Optional<String> claimed(String assertion) {
        return parse(assertion).flatMap(parsed -> text(parsed.claims(), "sub"));
    }

    /** Whether it proves this client, and has not done so before. */
    Future<Boolean> proves(String assertion, Client client) {
        Optional<Parsed> parsed = parse(assertion).filter(each -> signed(each, client) && fits(each.claims(), client));
        if (parsed.isEmpty()) {
            return Future.succeededFuture(false);
        }
        JsonObject claims = parsed.get().claims();
        byte[] id = Tokens.sha256(client.id() + "|" + claims.getString("jti"));
        Instant until = Instant.ofEpochSecond(claims.getLong("exp")).plus(TOLERANCE);
        return db.query(sql -> jtis.remember(sql, JtiStore.ASSERTION, id, until));
    }

    private static boolean signed(Parsed parsed, Client client) {
        return PublicKeys.of(client.settings(), parsed.object().getHeader().getKeyID()).stream()
                .anyMatch(key -> PublicKeys.signed(parsed.object(), key));
    }

    private boolean fits(JsonObject claims, Client client) {
        String id = client.id().toString();
        return id.equals(claims.getValue("iss"))
                && id.equals(claims.getValue("sub"))
                && forUs(claims.getValue("aud"))
                && text(claims, "jti")
                        .filter(jti -> !jti.isEmpty() && jti.length() <= LONGEST_ID)
                        .isPresent()
                && inTime(claims);
    }

    private boolean forUs(Object audience) {
        if (audience instanceof JsonArray several) {
            return several.stream().anyMatch(this::forUs);
        }
        return issuer.text().equals(audience) || issuer.at("/oauth2/token").equals(audience);
    }

    private boolean inTime(JsonObject claims) {
        Instant now = clock.instant();
        Optional<Instant> end = time(claims, "exp");
        return end.filter(exp -> now.isBefore(exp.plus(TOLERANCE))
                                && exp.isBefore(now.plus(LONGEST).plus(TOLERANCE)))
                        .isPresent()
                && begun(claims, "nbf", now)
                && begun(claims, "iat", now);
    }

    private static boolean begun(JsonObject claims, String name, Instant now) {
        return !claims.containsKey(name)
                || time(claims, name)
                        .filter(time -> !time.isAfter(now.plus(TOLERANCE)))
                        .isPresent();
    }

    private static Optional<Instant> time(JsonObject claims, String name) {
        return claims.getValue(name) instanceof Number seconds
                        && Math.abs(seconds.doubleValue()) < Instant.MAX.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    private static Optional<String> text(JsonObject claims, String name) {
        return claims.getValue(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private record Parsed(JWSObject object, JsonObject claims) {}

    private static Optional<Parsed> parse(String assertion) {
        try {
            JWSObject object = JWSObject.parse(assertion);
            return Optional.ofNullable(object.getPayload().toJSONObject())
                    .map(claims -> new Parsed(object, new JsonObject(claims)));
        } catch (ParseException malformed) {
            return Optional.empty();
        }
    }
}
