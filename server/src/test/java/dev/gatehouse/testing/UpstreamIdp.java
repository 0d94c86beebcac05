package dev.gatehouse.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.crypto.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A small identity provider on the loopback that does everything right, and each thing wrong that a test wants: documents, claims and
 * signatures can be bent.
 */
public final class UpstreamIdp implements AutoCloseable {

    public static final String CLIENT = "gatehouse:acme+1";
    public static final String SECRET = "s3cret:with+signs/%";

    private final Clock clock;
    private final HttpServer server;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final AtomicInteger redeemed = new AtomicInteger();
    private final AtomicInteger keyLooks = new AtomicInteger();
    private volatile ECKey key = newKey("first");
    private volatile UnaryOperator<JsonObject> document = same -> same;
    private volatile UnaryOperator<JsonObject> claims = same -> same;
    private volatile Function<JsonObject, String> signature = this::signed;

    /** What a browser has come with, and who has signed in. */
    private record Asked(Map<String, String> request, Somebody who) {}

    /** A person there. */
    public record Somebody(
            String subject,
            @Nullable String email,
            @Nullable Boolean verified,
            @Nullable String amr) {

        public static Somebody of(String subject, String email) {
            return new Somebody(subject, email, true, "pwd");
        }

        public Somebody with(String methods) {
            return new Somebody(subject, email, verified, methods);
        }
    }

    public UpstreamIdp(Clock clock) {
        this.clock = clock;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> reply(exchange, 200, document()));
        server.createContext("/keys", exchange -> {
            keyLooks.incrementAndGet();
            reply(exchange, 200, new JsonObject(new JWKSet(key.toPublicJWK()).toString()));
        });
        server.createContext("/token", this::token);
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Bends the document that it publishes. */
    public void document(UnaryOperator<JsonObject> bent) {
        this.document = bent;
    }

    /** Bends what its ID tokens say. */
    public void claims(UnaryOperator<JsonObject> bent) {
        this.claims = bent;
    }

    /** Makes the token of the claims in another way. */
    public void signature(Function<JsonObject, String> bent) {
        this.signature = bent;
    }

    /** Signs with another key from now on, and publishes that one alone. */
    public void rotate(String kid) {
        this.key = newKey(kid);
    }

    public ECKey key() {
        return key;
    }

    /** How many codes it has redeemed. */
    public int redeemed() {
        return redeemed.get();
    }

    /** How often it was asked for its keys. */
    public int keyLooks() {
        return keyLooks.get();
    }

    /** Lets somebody sign in whom we have sent to {@code location}; answers with what the browser brings back. */
    public JsonObject signIn(String location, Somebody who) {
        Map<String, String> request = form(URI.create(location).getRawQuery());
        String code = "code-" + codes.size() + "-" + System.nanoTime();
        codes.put(code, new Asked(request, who));
        return new JsonObject()
                .put("providerId", request.getOrDefault("redirect_uri", "").replaceFirst(".*/", ""))
                .put("state", request.get("state"))
                .put("code", code)
                .put("iss", issuer());
    }

    /** A token as it should be. */
    public String signed(JsonObject body) {
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(key.getKeyID())
                        .type(JOSEObjectType.JWT)
                        .build(),
                key,
                body);
    }

    public static String signed(JWSHeader header, ECKey with, JsonObject body) {
        try {
            JWSObject token = new JWSObject(header, new Payload(body.encode()));
            token.sign(new ECDSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ECKey newKey(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private JsonObject document() {
        return document.apply(new JsonObject()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize?tenant=acme")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", issuer() + "/keys")
                .put("response_types_supported", new JsonArray().add("code"))
                .put("code_challenge_methods_supported", new JsonArray().add("S256"))
                .put("id_token_signing_alg_values_supported", new JsonArray().add("ES256"))
                .put("authorization_response_iss_parameter_supported", true));
    }

    /** RFC 6749, section 4.1.3, and RFC 7636, section 4.6. */
    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Asked asked = codes.remove(form.getOrDefault("code", ""));
        boolean right = asked != null
                && authenticated(exchange)
                && asked.request().getOrDefault("redirect_uri", "none").equals(form.get("redirect_uri"))
                && asked.request()
                        .getOrDefault("code_challenge", "none")
                        .equals(challenge(form.getOrDefault("code_verifier", "")));
        if (!right) {
            reply(exchange, 400, new JsonObject().put("error", "invalid_grant"));
            return;
        }
        redeemed.incrementAndGet();
        JsonObject body = claims.apply(claims(asked));
        reply(
                exchange,
                200,
                new JsonObject()
                        .put("access_token", "opaque")
                        .put("token_type", "Bearer")
                        .put("id_token", signature.apply(body)));
    }

    private JsonObject claims(Asked asked) {
        long now = clock.instant().getEpochSecond();
        Somebody who = asked.who();
        JsonObject body = new JsonObject()
                .put("iss", issuer())
                .put("sub", who.subject())
                .put("aud", CLIENT)
                .put("iat", now)
                .put("exp", now + 300)
                .put("nonce", asked.request().get("nonce"));
        if (who.email() != null) {
            body.put("email", who.email());
        }
        if (who.verified() != null) {
            body.put("email_verified", who.verified());
        }
        if (who.amr() != null) {
            body.put("amr", new JsonArray(Arrays.asList(who.amr().split(" ", -1))));
        }
        return body;
    }

    private static boolean authenticated(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String[] pair = new String(
                        Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8)
                .split(":", -1);
        return decoded(pair[0]).equals(CLIENT) && decoded(pair[1]).equals(SECRET);
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Tokens.sha256(verifier));
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split("&", -1)) {
            String[] pair = field.split("=", 2);
            fields.put(decoded(pair[0]), decoded(pair[1]));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, JsonObject body) throws IOException {
        byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
