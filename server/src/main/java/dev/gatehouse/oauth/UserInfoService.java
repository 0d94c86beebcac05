package dev.gatehouse.oauth;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountRecall;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;

/** What an application learns about the person who has signed in to it (OpenID Connect Core 1.0, section 5.3). */
final class UserInfoService {

    private final BearerTokens bearer;
    private final AccountRecall accounts;
    private final Issuer issuer;

    UserInfoService(BearerTokens bearer, AccountRecall accounts, Issuer issuer) {
        this.bearer = bearer;
        this.accounts = accounts;
        this.issuer = issuer;
    }

    Future<JsonObject> of(Request request) {
        return bearer.of(request, issuer).compose(token -> {
            if (token.person() == null || !token.scopes().contains(Scopes.OPENID)) {
                throw OAuthProblems.insufficientScope(Scopes.OPENID);
            }
            return accounts.find(UUID.fromString(token.subject())).map(account -> account.filter(Account::admitted)
                    .map(person -> claims(person, token.scopes()))
                    .orElseThrow(OAuthProblems::invalidToken));
        });
    }

    /**
     * By scope (section 5.4). An address is in a domain that an administrator has entered, which is not the same as verified: no
     * application may join accounts on the strength of it.
     */
    private static JsonObject claims(Account account, Set<String> scopes) {
        Json claims = Json.object().put("sub", account.id());
        if (scopes.contains(Scopes.PROFILE)) {
            claims.put("name", account.name()).put("preferred_username", account.label());
        }
        if (scopes.contains(Scopes.EMAIL)) {
            claims.put("email", account.label()).put("email_verified", false);
        }
        return claims.done();
    }
}
