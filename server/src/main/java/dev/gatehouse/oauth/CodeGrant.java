package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for an authorization code (RFC 6749, section 4.1.3). A code is used up by whoever sends it, and whatever was wrong with
 * that: one that has been seen by others must not lie about. The second use takes back what the first was given.
 */
final class CodeGrant implements GrantType {

    private final Db db;
    private final GrantStore grants;
    private final GrantRevoker revoker;
    private final Tokens tokens;
    private final GrantGate gate;
    private final TokenMinter minter;
    private final Clock clock;

    CodeGrant(
            Db db,
            GrantStore grants,
            GrantRevoker revoker,
            Tokens tokens,
            GrantGate gate,
            TokenMinter minter,
            Clock clock) {
        this.db = db;
        this.grants = grants;
        this.revoker = revoker;
        this.tokens = tokens;
        this.gate = gate;
        this.minter = minter;
        this.clock = clock;
    }

    @Override
    public Future<JsonObject> redeem(TokenRequest request) {
        Token code = Token.parse(request.required("code")).orElseThrow(OAuthProblems.INVALID_GRANT::problem);
        Token family = tokens.next();
        return db.query(client -> grants.redeem(client, code.sha256(), family.sha256(), request.jkt(), clock.instant()))
                .compose(redeemed -> redeemed.isPresent()
                        ? tokens(request, redeemed.get(), family)
                        : revoker.codeUsedAgain(code.sha256(), request.origin()));
    }

    private Future<JsonObject> tokens(TokenRequest request, GrantStore.Redeemed redeemed, Token family) {
        Grant grant = redeemed.grant();
        Optional<String> mistake = mistake(request, redeemed.code());
        if (mistake.isPresent()) {
            return revoker.codeMisused(grant, request.origin(), OAuthProblems.INVALID_GRANT.problem(mistake.get()));
        }
        return gate.admit(grant)
                .map(admission -> minter.first(
                        admission, request.client(), grant, redeemed.code().nonce(), family));
    }

    private static Optional<String> mistake(TokenRequest request, Code code) {
        if (!code.clientId().equals(request.client().id().toString())) {
            return Optional.of("The code belongs to another client.");
        }
        if (!code.redirectUri().equals(request.parameter("redirect_uri").orElse(code.redirectUri()))) {
            return Optional.of("The redirect_uri is not that of the authorization request.");
        }
        if (code.dpopJkt() != null && !code.dpopJkt().equals(request.jkt())) {
            return Optional.of("The DPoP key is not that of the authorization request.");
        }
        String verifier = request.parameter("code_verifier").orElse(null);
        return proves(verifier, code.challenge())
                ? Optional.empty()
                : Optional.of("The code_verifier does not fit the authorization request.");
    }

    /** Both or none of the two; with a verifier alone somebody would have taken the challenge away (RFC 9700, 4.8.2). */
    private static boolean proves(@Nullable String verifier, @Nullable String challenge) {
        if (verifier == null || challenge == null) {
            return verifier == null && challenge == null;
        }
        byte[] hash = Tokens.sha256(verifier);
        String expected = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        return Tokens.same(expected.getBytes(StandardCharsets.US_ASCII), challenge.getBytes(StandardCharsets.US_ASCII));
    }
}
