package dev.gatehouse.oauth;

import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;

/** The endpoints that programs call about tokens. */
final class TokenRoutes {

    private final TokenService tokens;
    private final IntrospectionService introspection;
    private final RevocationService revocation;
    private final UserInfoService userInfo;

    TokenRoutes(
            TokenService tokens,
            IntrospectionService introspection,
            RevocationService revocation,
            UserInfoService userInfo) {
        this.tokens = tokens;
        this.introspection = introspection;
        this.revocation = revocation;
        this.userInfo = userInfo;
    }

    void bind(Operations api) {
        api.on("issueToken", request -> tokens.issue(request).map(Reply::ok));
        api.on("checkToken", request -> introspection.introspect(request).map(Reply::ok));
        api.on("revokeToken", request -> revocation.revoke(request).map(Reply.ok()));
        api.on("getUserInfo", this::userInfo);
        api.on("requestUserInfo", this::userInfo);
    }

    private Future<Reply> userInfo(Request request) {
        return userInfo.of(request).map(Reply::ok);
    }
}
