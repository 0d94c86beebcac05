package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Lets clients give tokens back (RFC 7009). With a token of a person goes the whole grant, and at once. */
final class RevocationService {

    private static final String REASON = "given back by the application";

    private final Db db;
    private final ClientAuthenticator authenticator;
    private final TokenVerifier verifier;
    private final RefreshTokens refreshTokens;
    private final GrantStore grants;
    private final JtiStore jtis;
    private final Clock clock;

    RevocationService(
            Db db,
            ClientAuthenticator authenticator,
            TokenVerifier verifier,
            RefreshTokens refreshTokens,
            GrantStore grants,
            JtiStore jtis,
            Clock clock) {
        this.db = db;
        this.authenticator = authenticator;
        this.verifier = verifier;
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.jtis = jtis;
        this.clock = clock;
    }

    /** Succeeds for a token that is not good, too: there is nothing left to give back (section 2.2). */
    Future<Void> revoke(Request request) {
        String text = request.string("token");
        return authenticator.authenticate(request).compose(authenticated -> {
            Client client = authenticated.client();
            Optional<RefreshToken> refreshToken = refreshTokens.read(text);
            return refreshToken.isPresent()
                    ? revoke(refreshToken.get(), client)
                    : verifier.accessToken(text)
                            .filter(token -> token.clientId().equals(client.id().toString()))
                            .map(this::revoke)
                            .orElseGet(Future::succeededFuture);
        });
    }

    private Future<Void> revoke(AccessToken token) {
        AccessToken.Person person = token.person();
        return person != null
                ? revoke(person.grantId())
                : db.query(client ->
                                jtis.remember(client, JtiStore.REVOKED, Tokens.sha256(token.id()), token.expiresAt()))
                        .mapEmpty();
    }

    /** An old token of the family does as well: whoever has it may say that it is not wanted any more. */
    private Future<Void> revoke(RefreshToken token, Client client) {
        return db.query(sql -> grants.standing(sql, token, client.id()))
                .compose(found ->
                        found.map(standing -> revoke(standing.grant().id())).orElseGet(Future::succeededFuture));
    }

    private Future<Void> revoke(UUID grantId) {
        return db.query(client -> grants.revoke(client, grantId, REASON, clock.instant()))
                .mapEmpty();
    }
}
