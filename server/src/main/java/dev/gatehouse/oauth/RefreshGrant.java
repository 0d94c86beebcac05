package dev.gatehouse.oauth;

import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tokens for a refresh token, which is used up and replaced (RFC 9700, section 4.14.2). An old one of the family is in two hands:
 * the family ends. Only a client that has proved itself, or its key, may send the one before once more for a moment: it has not
 * got our answer, and is given the same refresh token again.
 */
final class RefreshGrant implements GrantType {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Db db;
    private final GrantStore grants;
    private final GrantRevoker revoker;
    private final RefreshTokens refreshTokens;
    private final GrantGate gate;
    private final TokenMinter minter;
    private final Clock clock;

    RefreshGrant(
            Db db,
            GrantStore grants,
            GrantRevoker revoker,
            RefreshTokens refreshTokens,
            GrantGate gate,
            TokenMinter minter,
            Clock clock) {
        this.db = db;
        this.grants = grants;
        this.revoker = revoker;
        this.refreshTokens = refreshTokens;
        this.gate = gate;
        this.minter = minter;
        this.clock = clock;
    }

    @Override
    public Future<JsonObject> redeem(TokenRequest request) {
        RefreshToken token =
                refreshTokens.read(request.required("refresh_token")).orElseThrow(OAuthProblems.INVALID_GRANT::problem);
        requireReasonable(request);
        Client client = request.client();
        Instant now = clock.instant();
        return db.query(sql ->
                        grants.rotate(sql, token, client.id(), client.settings().refreshIdle(), request.jkt(), now))
                .compose(grant -> grant.isPresent()
                        ? tokens(request, grant.get(), token.next())
                        : notTheNewest(request, token, now));
    }

    private Future<JsonObject> tokens(TokenRequest request, Grant grant, RefreshToken next) {
        Set<String> scopes = scopes(request, grant);
        return gate.admit(grant).map(admission -> minter.further(admission, request.client(), grant, scopes, next));
    }

    /** What was granted and the client may still have, or of this what it wants (RFC 6749, section 6). */
    private static Set<String> scopes(TokenRequest request, Grant grant) {
        Set<String> scopes = new LinkedHashSet<>(grant.scopes());
        scopes.retainAll(request.client().settings().scopes());
        request.parameter("scope").map(Scopes::parse).ifPresent(scopes::retainAll);
        return scopes;
    }

    /** Before the token is used up: a client that asks for nothing it could have goes on with what it has. */
    private static void requireReasonable(TokenRequest request) {
        boolean nothing = request.parameter("scope")
                .map(Scopes::parse)
                .filter(wanted ->
                        Collections.disjoint(wanted, request.client().settings().scopes()))
                .isPresent();
        if (nothing) {
            throw OAuthProblems.INVALID_SCOPE.problem();
        }
    }

    private Future<JsonObject> notTheNewest(TokenRequest request, RefreshToken token, Instant now) {
        return db.query(client ->
                        grants.standing(client, token, request.client().id()))
                .compose(found -> {
                    GrantStore.Standing standing =
                            found.filter(each -> !each.revoked()).orElseThrow(OAuthProblems.INVALID_GRANT::problem);
                    if (token.generation() >= standing.generation()) {
                        // The newest, but too late.
                        throw OAuthProblems.INVALID_GRANT.problem();
                    }
                    return inGrace(request, token, standing, now)
                            ? tokens(request, standing.grant(), token.next())
                            : revoker.replayed(standing.grant(), request.origin());
                });
    }

    private static boolean inGrace(
            TokenRequest request, RefreshToken token, GrantStore.Standing standing, Instant now) {
        String jkt = standing.grant().dpopJkt();
        boolean same = jkt == null ? request.client().confidential() : jkt.equals(request.jkt());
        return same
                && token.generation() == standing.generation() - 1
                && now.isBefore(standing.usedAt().plus(GRACE))
                && now.isBefore(standing.grant().expiresAt());
    }
}
