package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Authorization;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import java.util.Optional;

/** Knows which access tokens still count: those that we have signed, that have not expired, and that nobody has taken back. */
final class BearerTokens {

    private final Db db;
    private final TokenVerifier verifier;
    private final GrantRecall grants;
    private final JtiStore jtis;
    private final ClientDirectory clients;
    private final DpopProofs proofs;

    BearerTokens(
            Db db,
            TokenVerifier verifier,
            GrantRecall grants,
            JtiStore jtis,
            ClientDirectory clients,
            DpopProofs proofs) {
        this.db = db;
        this.verifier = verifier;
        this.grants = grants;
        this.jtis = jtis;
        this.clients = clients;
        this.proofs = proofs;
    }

    /** The token, if it counts now. */
    Future<Optional<AccessToken>> live(String text) {
        Optional<AccessToken> token = verifier.accessToken(text);
        return token.isEmpty()
                ? Future.succeededFuture(token)
                : live(token.get()).map(live -> token.filter(each -> live));
    }

    private Future<Boolean> live(AccessToken token) {
        return clients.usable(token.clientId())
                .compose(client -> client.isEmpty() ? Future.succeededFuture(false) : notTakenBack(token));
    }

    private Future<Boolean> notTakenBack(AccessToken token) {
        AccessToken.Person person = token.person();
        return person != null
                ? grants.live(person.grantId())
                : db.query(client -> jtis.known(client, JtiStore.REVOKED, Tokens.sha256(token.id())))
                        .map(revoked -> !revoked);
    }

    /** The token of the {@code Authorization} header, which must be for us; fails with {@code invalid_token}. */
    Future<AccessToken> of(Authorization header, Request request, Issuer audience) {
        return switch (header.scheme()) {
            case "bearer" -> unbound(header.credentials(), audience);
            case "dpop" -> bound(header.credentials(), request, audience);
            default -> throw OAuthProblems.tokenRequired();
        };
    }

    /** A token that is bound to a key is worth nothing without it (RFC 9449, section 7.2). */
    private Future<AccessToken> unbound(String text, Issuer audience) {
        return required(text, audience).map(token -> {
            if (token.jkt() != null) {
                throw OAuthProblems.proofRequired();
            }
            return token;
        });
    }

    private Future<AccessToken> bound(String text, Request request, Issuer audience) {
        return required(text, audience).compose(token -> {
            if (token.jkt() == null) {
                throw OAuthProblems.invalidToken();
            }
            return proofs.proves(request, token, text).map(proved -> {
                if (!proved) {
                    throw OAuthProblems.proofRequired();
                }
                return token;
            });
        });
    }

    /**
     * The token of a request: in the header, or in a form (RFC 6750, sections 2.1 and 2.2).
     *
     * @throws Problem {@code invalid_request} when it is in both
     */
    Future<AccessToken> of(Request request, Issuer audience) {
        Optional<String> inForm = request.query("access_token");
        Optional<Authorization> header = request.authorization();
        if (inForm.isPresent() && header.isPresent()) {
            throw OAuthProblems.MALFORMED.problem("Send the access token in one way only.");
        }
        return inForm.map(text -> unbound(text, audience))
                .orElseGet(() -> of(header.orElseThrow(OAuthProblems::tokenRequired), request, audience));
    }

    private Future<AccessToken> required(String text, Issuer audience) {
        return live(text).map(token -> token.filter(each -> each.audience().equals(audience.text()))
                .orElseThrow(OAuthProblems::invalidToken));
    }
}
