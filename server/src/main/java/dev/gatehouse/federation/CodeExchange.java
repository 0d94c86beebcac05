package dev.gatehouse.federation;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Redeems a code at its provider (RFC 6749, section 4.1.3) and checks the ID token that comes for it. */
final class CodeExchange {

    private static final int LONGEST_TOKEN = 64 * 1024;

    private final UpstreamHttp http;
    private final Upstreams upstreams;
    private final ProviderSecrets secrets;
    private final Clock clock;

    CodeExchange(UpstreamHttp http, Upstreams upstreams, ProviderSecrets secrets, Clock clock) {
        this.http = http;
        this.upstreams = upstreams;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Fails with {@link UpstreamFailure} or {@link NotTrusted}. */
    Future<IdToken> redeem(Metadata document, Provider provider, Trip trip, String code, String redirectUri) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", trip.verifier());
        String secret = secrets.open(provider);
        if (!document.basicAuth()) {
            form.put("client_id", provider.clientId());
            form.put("client_secret", secret);
        }
        Optional<String> authorization =
                document.basicAuth() ? Optional.of(basic(provider.clientId(), secret)) : Optional.empty();
        return http.post(document.tokenEndpoint(), Forms.encode(form), authorization)
                .map(CodeExchange::unchecked)
                .compose(unchecked ->
                        key(document, unchecked).map(key -> IdTokens.verify(unchecked, key, expected(provider, trip))));
    }

    private IdTokens.Expected expected(Provider provider, Trip trip) {
        return new IdTokens.Expected(provider.issuer(), provider.clientId(), trip.nonce(), clock.instant());
    }

    private static IdTokens.Unchecked unchecked(JsonObject answer) {
        if (answer.getValue("id_token") instanceof String token && token.length() <= LONGEST_TOKEN) {
            return IdTokens.parse(token);
        }
        throw new UpstreamFailure("It gives no ID token.");
    }

    private Future<JWK> key(Metadata document, IdTokens.Unchecked unchecked) {
        return upstreams.keys(document).compose(keys -> IdTokens.key(unchecked, keys)
                .map(Future::succeededFuture)
                .orElseGet(() -> upstreams.newerKeys(document).map(newer -> IdTokens.key(unchecked, newer)
                        .orElseThrow(() -> new NotTrusted("It is not signed with a key of this provider.")))));
    }

    /** Both halves are encoded as in a form before they are joined (RFC 6749, section 2.3.1). */
    private static String basic(String clientId, String secret) {
        String pair = Forms.encode(clientId) + ":" + Forms.encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }
}
