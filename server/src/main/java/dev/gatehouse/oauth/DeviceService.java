package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Codes;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Begins the sign-in of a device without a keyboard (RFC 8628, section 3.1). */
final class DeviceService {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int LETTERS = 8;
    private static final int MOST_OF_ONE_NETWORK = 200;

    private final Db db;
    private final DeviceStore store;
    private final ClientAuthenticator authenticator;
    private final Tokens tokens;
    private final Codes codes = new Codes();
    private final Issuer issuer;
    private final Clock clock;

    DeviceService(
            Db db, DeviceStore store, ClientAuthenticator authenticator, Tokens tokens, Issuer issuer, Clock clock) {
        this.db = db;
        this.store = store;
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A code for the device, and one for its person. */
    Future<JsonObject> begin(Request request) {
        return authenticator.authenticate(request).compose(authenticated -> {
            DeviceRequest device = wanted(request, authenticated.client());
            Token deviceCode = tokens.next();
            String userCode = codes.letters(LETTERS);
            return db.query(client -> store.insert(
                            client,
                            deviceCode.sha256(),
                            Tokens.sha256(userCode),
                            device,
                            LIFE,
                            INTERVAL,
                            MOST_OF_ONE_NETWORK))
                    .map(stored -> {
                        if (!stored) {
                            throw OAuthProblems.TOO_MANY_REQUESTS.problem().retryAfter(Duration.ofMinutes(1));
                        }
                        return answer(deviceCode, userCode);
                    });
        });
    }

    private DeviceRequest wanted(Request request, Client client) {
        if (!client.settings().grantTypes().contains(GrantType.DEVICE_CODE)) {
            throw OAuthProblems.UNAUTHORIZED_CLIENT.problem();
        }
        Set<String> scopes = Scopes.parse(request.query("scope").orElse(""));
        scopes.retainAll(client.settings().scopes());
        if (!client.settings().grantTypes().contains(GrantType.REFRESH_TOKEN)) {
            scopes.remove(Scopes.OFFLINE_ACCESS);
        }
        if (scopes.isEmpty()) {
            throw OAuthProblems.INVALID_SCOPE.problem();
        }
        String resource = request.query("resource").orElse(null);
        if (resource != null && !client.settings().resources().contains(resource)) {
            throw OAuthProblems.INVALID_TARGET.problem();
        }
        return new DeviceRequest(
                client.id(),
                scopes,
                resource,
                request.origin().network(),
                request.origin().client(),
                clock.instant());
    }

    private JsonObject answer(Token deviceCode, String userCode) {
        String shown = userCode.substring(0, LETTERS / 2) + "-" + userCode.substring(LETTERS / 2);
        return new JsonObject()
                .put("device_code", deviceCode.secret())
                .put("user_code", shown)
                .put("verification_uri", issuer.at("/device"))
                .put("verification_uri_complete", issuer.at("/device?code=" + shown))
                .put("expires_in", LIFE.toSeconds())
                .put("interval", INTERVAL.toSeconds());
    }
}
