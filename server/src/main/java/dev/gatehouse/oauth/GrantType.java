package dev.gatehouse.oauth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** One way to come by tokens at the token endpoint (RFC 6749, section 1.3). */
interface GrantType {

    String AUTHORIZATION_CODE = "authorization_code";
    String REFRESH_TOKEN = "refresh_token";
    String CLIENT_CREDENTIALS = "client_credentials";
    String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    List<String> SUPPORTED = List.of(AUTHORIZATION_CODE, REFRESH_TOKEN, CLIENT_CREDENTIALS, DEVICE_CODE);

    /** The token response; fails with a problem of {@link OAuthProblems}. The client may use this grant type. */
    Future<JsonObject> redeem(TokenRequest request);
}
