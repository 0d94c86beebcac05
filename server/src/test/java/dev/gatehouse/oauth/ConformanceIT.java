package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the plans of the OpenID conformance suite expect and no other test here says. Which module is held by which test stands in
 * {@code docs/security.md}.
 */
class ConformanceIT {

    private static final String AFTER = "https://app.example/bye";
    private static final Pattern FIELD = Pattern.compile("name=\"([a-z_]+)\" value=\"([^\"]*)\"");

    private final World world = new World();
    private final TestApp app = TestApp.of(
            world,
            world.provider,
            TestApp.confidential().put("firstParty", true).put("postLogoutRedirectUris", new JsonArray().add(AFTER)));
    private final ApiClient bob = world.signIn(world.bob).browser();

    // ------------------------------------------------------------------------------------------ basic

    @Test
    void aSignInGivesAnIdTokenForThisClientThisRequestAndThisPerson() throws Exception {
        JsonObject tokens = app.signIn(bob);
        JWTClaimsSet claims = claims(tokens);

        assertThat(tokens.getString("token_type")).isEqualTo("Bearer");
        assertThat(claims.getIssuer()).isEqualTo(OAuthIT.ISSUER);
        assertThat(claims.getAudience()).containsExactly(app.clientId);
        assertThat(claims.getSubject()).isEqualTo(world.bob.id().toString());
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-0S6_WzA2Mj");
        assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
        assertThat(SignedJWT.parse(tokens.getString("id_token")).getHeader().getKeyID())
                .isNotEmpty();
    }

    @Test
    void noUnsignedIdTokensAreOffered() {
        JsonObject metadata =
                world.services().browser().call("getOpenidConfiguration").json();

        assertThat(metadata.getJsonArray("id_token_signing_alg_values_supported"))
                .doesNotContain("none")
                .contains("RS256");
    }

    @Test
    void aRequestWithoutNonceIsAnsweredAndTheIdTokenHasNone() throws Exception {
        assertThat(claims(app.signIn(bob, "nonce", null)).getClaims()).doesNotContainKey("nonce");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openid profile|sub name preferred_username",
                "openid email|sub email email_verified",
                "openid address|sub",
                "openid phone|sub",
                "openid profile email address phone|sub name preferred_username email email_verified",
                "email openid|sub email email_verified",
                "profile openid|sub name preferred_username",
            })
    void aScopeGivesItsClaimsAndAnUnknownOneDoesNoHarm(String scope, String claims) {
        String token = app.signIn(bob, "scope", scope).getString("access_token");

        assertThat(app.userInfo(token).expect(200).json().fieldNames())
                .containsExactlyInAnyOrder(claims.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "display, page",
        "display, popup",
        "ui_locales, se",
        "claims_locales, se",
        "login_hint, bob@example.com",
        "acr_values, 1 2",
        "max_age, 10000",
        "extra, foobar",
    })
    void aParameterThatMayBeIgnoredIsNoHindrance(String name, String value) {
        app.signIn(bob, name, value);
    }

    @Test
    void whoeverIsAskedForNothingIsTheSameAsBefore() throws Exception {
        JWTClaimsSet before = claims(app.signIn(bob));
        world.services().clock().advance(Duration.ofSeconds(2));

        JWTClaimsSet after = claims(app.signIn(bob, "prompt", "none", "max_age", "10000"));

        assertThat(after.getSubject()).isEqualTo(before.getSubject());
        assertThat(after.getLongClaim("auth_time")).isEqualTo(before.getLongClaim("auth_time"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void aCodeIsGoodOnceWhetherItComesAgainAtOnceOrLater(int seconds) {
        String code = app.code(bob);
        String token = app.redeem(code).expect(200).json().getString("access_token");
        world.services().clock().advance(Duration.ofSeconds(seconds));

        assertThat(app.redeem(code).expect(400).json().getString("error")).isEqualTo("invalid_grant");
        app.userInfo(token).expect(401);
    }

    @Test
    void aClientMayProveItselfInTheForm() {
        TestApp posting = TestApp.of(
                world,
                world.provider,
                TestApp.confidential().put("firstParty", true).put("authMethod", "client_secret_post"));

        posting.redeem(
                        posting.code(bob),
                        "client_id",
                        posting.clientId,
                        "client_secret",
                        Objects.requireNonNull(posting.secret))
                .expect(200);
    }

    /** An address inside a request object is none of ours: the object is refused, at the registered address. */
    @Test
    void aRequestObjectIsRefusedWhateverIsInIt() {
        String object = "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL2V2aWwuZXhhbXBsZS8ifQ.";

        Answer answer = app.authorize(bob, "request", object).expect(303);

        assertThat(answer.header("Location")).startsWith(TestApp.REDIRECT + "?");
        assertThat(parameters(answer)).containsEntry("error", "request_not_supported");
    }

    // ------------------------------------------------------------------------------------------ config

    /** OpenID Connect Discovery 1.0, section 3, RFC 8414, and the logout specifications. */
    @Test
    void theMetadataIsComplete() {
        JsonObject metadata =
                world.services().browser().call("getOpenidConfiguration").json();

        for (String endpoint : List.of(
                "authorization_endpoint",
                "token_endpoint",
                "userinfo_endpoint",
                "jwks_uri",
                "end_session_endpoint",
                "introspection_endpoint",
                "revocation_endpoint",
                "device_authorization_endpoint",
                "pushed_authorization_request_endpoint")) {
            assertThat(metadata.getString(endpoint)).as(endpoint).startsWith(OAuthIT.ISSUER + "/");
        }
        assertThat(metadata.getJsonArray("response_types_supported")).containsExactly("code");
        assertThat(metadata.getJsonArray("response_modes_supported")).contains("form_post");
        assertThat(metadata.getJsonArray("subject_types_supported")).containsExactly("public");
        assertThat(metadata.getJsonArray("scopes_supported")).contains("openid");
        assertThat(metadata.getJsonArray("grant_types_supported"))
                .contains("authorization_code", "refresh_token")
                .doesNotContain("implicit", "password");
        assertThat(metadata.getBoolean("claims_parameter_supported")).isTrue();
        assertThat(metadata.getBoolean("request_parameter_supported")).isFalse();
        assertThat(metadata.getBoolean("request_uri_parameter_supported")).isFalse();
        assertThat(metadata.getBoolean("backchannel_logout_supported")).isTrue();
        assertThat(metadata.getBoolean("backchannel_logout_session_supported")).isTrue();
    }

    @Test
    void everyPublishedKeyIsPublicAndForSigning() {
        JsonArray keys =
                world.services().browser().call("getJwks").expect(200).json().getJsonArray("keys");

        assertThat(keys).isNotEmpty().allSatisfy(each -> {
            JsonObject key = (JsonObject) each;
            assertThat(key.fieldNames()).contains("kid", "kty", "alg", "use").doesNotContain("d", "p", "q", "k");
            assertThat(key.getString("use")).isEqualTo("sig");
        });
    }

    // ------------------------------------------------------------------------------------------ form-post basic

    @Test
    void aFormPostedAnswerHasTheCodeAndNothingInTheAddress() {
        Map<String, String> posted = posted(app.authorize(bob, "response_mode", "form_post", "state", "x"));

        assertThat(posted).containsEntry("state", "x").containsEntry("iss", OAuthIT.ISSUER);
        app.redeem(posted.get("code")).expect(200);
    }

    @ParameterizedTest
    @CsvSource({"prompt, none login, invalid_request", "request, eyJ, request_not_supported"})
    void aFormPostedRefusalIsPostedToo(String name, String value, String error) {
        Map<String, String> posted =
                posted(app.authorize(bob, "response_mode", "form_post", "state", "x", name, value));

        assertThat(posted)
                .containsEntry("error", error)
                .containsEntry("state", "x")
                .doesNotContainKey("code");
    }

    @Test
    void aFormIsPostedToNoAddressThatIsNotRegistered() {
        Answer page = app.authorize(bob, "response_mode", "form_post", "redirect_uri", "https://evil.example/")
                .expect(400);

        assertThat(page.text()).doesNotContain("<form", "evil.example");
    }

    // ------------------------------------------------------------------------------------------ RP-initiated logout

    /** The modules no-state, only-state, no-params, no-post-logout-redirect-uri, query-added, bad and modified id_token_hint. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "good|https://app.example/bye|-|https://app.example/bye|true",
                "good|https://app.example/bye|a|https://app.example/bye?state=a|true",
                "good|-|-|/signed-out|true",
                "good|-|a|/signed-out|true",
                "-|-|-|/sign-out|false",
                "-|-|a|/sign-out|false",
                "-|https://app.example/bye|a|/sign-out|false",
                "bad|https://app.example/bye|a|/sign-out|false",
                "modified|https://app.example/bye|a|/sign-out|false",
            })
    void aLogoutEndsWhereTheSpecificationSays(
            String hint, @Nullable String address, @Nullable String state, String location, boolean signedOut) {
        Answer answer = logout(hint(hint), address, state).expect(303);

        assertThat(answer.header("Location")).isEqualTo(location);
        assertThat(bob.call("getSession").json().getBoolean("signedIn")).isEqualTo(!signedOut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example/bye?added=1", "https://evil.example/"})
    void aLogoutLeadsToNoAddressThatIsNotRegistered(String address) {
        Answer answer = logout(hint("good"), address, null).expect(400);

        assertThat(answer.header("Location")).isEmpty();
        assertThat(bob.call("getSession").json().getBoolean("signedIn")).isTrue();
    }

    private @Nullable String hint(@Nullable String kind) {
        if (kind == null) {
            return null;
        }
        String good = app.signIn(bob).getString("id_token");
        return switch (kind) {
            case "good" -> good;
            case "bad" -> "nonsense";
            default -> modified(good);
        };
    }

    /** The signature turned round. */
    private static String modified(String token) {
        int signature = token.lastIndexOf('.') + 1;
        return token.substring(0, signature) + new StringBuilder(token.substring(signature)).reverse();
    }

    private Answer logout(@Nullable String hint, @Nullable String address, @Nullable String state) {
        Map<String, String> sent =
                parameters("id_token_hint", hint, "post_logout_redirect_uri", address, "state", state);
        return bob.copy()
                .header("Sec-Fetch-Site", null)
                .raw("getLogout", "/oauth2/logout?" + TestApp.form(sent), null, new byte[0]);
    }

    private static Map<String, String> posted(Answer page) {
        Map<String, String> fields = parameters();
        Matcher field = FIELD.matcher(page.expect(200).text());
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        assertThat(page.text()).contains("action=\"" + TestApp.REDIRECT + "\"");
        return fields;
    }

    private static JWTClaimsSet claims(JsonObject tokens) throws ParseException {
        return SignedJWT.parse(tokens.getString("id_token")).getJWTClaimsSet();
    }
}
