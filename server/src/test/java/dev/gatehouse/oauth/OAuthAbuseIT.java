package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker tries with codes, redirects and refresh tokens (abuse cases 10 to 14). */
class OAuthAbuseIT {

    private static final int AT_ONCE = 8;

    private final World world = new World();
    private final TestApp app = TestApp.firstParty(world);
    private final ApiClient bob = world.signIn(world.bob).browser();

    // ------------------------------------------------------------------------------------------ 10: races on two nodes

    @Test
    void aCodeIsRedeemedOnceOnTwoNodesAndTheRestTakesItBack() {
        String code = app.code(bob);

        List<Answer> answers = Together.run(AT_ONCE, i -> app.at(node(i)).redeem(code));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allMatch(OAuthAbuseIT::invalidGrant);
        String accessToken = succeeded(answers).getString("access_token");
        assertThat(app.userInfo(accessToken).status()).isEqualTo(401);
    }

    @Test
    void aRefreshTokenIsUsedOnceOnTwoNodesAndTheRestEndsTheFamily() {
        String refreshToken = app.signIn(bob).getString("refresh_token");

        List<Answer> answers = Together.run(AT_ONCE, i -> app.at(node(i)).refresh(refreshToken));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allMatch(OAuthAbuseIT::invalidGrant);
        assertThat(invalidGrant(app.refresh(succeeded(answers).getString("refresh_token"))))
                .isTrue();
        assertThat(mailsTo(world.bob.email(), "application-signed-out")).isEqualTo(1);
    }

    @Test
    void aParkedRequestIsAnsweredOnceOnTwoNodes() {
        ApiClient stranger = world.alice.browser();
        JsonObject token = new JsonObject()
                .put("token", parameters(app.authorize(stranger)).get("request"));
        world.signIn(world.alice);
        String continueAt =
                stranger.send("checkAuthorization", token).expect(200).json().getString("continueAt");

        List<Answer> answers =
                Together.run(AT_ONCE, i -> TestApp.visit(stranger.copy().at(node(i)), continueAt));

        assertThat(answers).filteredOn(answer -> answer.status() == 303).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 303).allMatch(answer -> answer.status() == 410);
    }

    // ------------------------------------------------------------------------------------------ 11: codes

    @Test
    void aCodeUsedASecondTimeTakesBackWhatTheFirstWasGiven() {
        String code = app.code(bob);
        JsonObject tokens = app.redeem(code).expect(200).json();
        app.userInfo(tokens.getString("access_token")).expect(200);
        world.services().clock().advance(Duration.ofSeconds(30));

        assertThat(invalidGrant(app.redeem(code))).isTrue();

        assertThat(app.userInfo(tokens.getString("access_token")).status()).isEqualTo(401);
        assertThat(invalidGrant(app.refresh(tokens.getString("refresh_token")))).isTrue();
        assertThat(audited("oauth.code-used-again")).isEqualTo(1);
    }

    @Test
    void aCodeOfAnotherClientIsRefusedAndUsedUp() {
        TestApp other = TestApp.firstParty(world);
        String code = app.code(bob);

        assertThat(invalidGrant(other.redeem(code))).isTrue();
        assertThat(invalidGrant(app.redeem(code))).isTrue();
    }

    @Test
    void aCodeWithAnotherRedirectAddressIsRefused() {
        assertThat(invalidGrant(app.redeem(app.code(bob), "redirect_uri", "https://app.example/callback2")))
                .isTrue();
        assertThat(invalidGrant(app.redeem(app.code(bob), "redirect_uri", "https://evil.example/callback")))
                .isTrue();
    }

    @Test
    void aCodeWithAnotherVerifierIsRefusedAndUsedUp() {
        String code = app.code(bob);

        assertThat(invalidGrant(app.redeem(code, "code_verifier", "x".repeat(43))))
                .isTrue();
        assertThat(invalidGrant(app.redeem(code))).isTrue();
    }

    @Test
    void aCodeIsGoodForAMinute() {
        String code = app.code(bob);
        world.services().clock().advance(Duration.ofSeconds(61));

        assertThat(invalidGrant(app.redeem(code))).isTrue();
    }

    @Test
    void aCodeThatIsNoneIsRefused() {
        assertThat(invalidGrant(app.redeem("x"))).isTrue();
        assertThat(invalidGrant(app.redeem("A".repeat(43)))).isTrue();
    }

    // ------------------------------------------------------------------------------------------ 12: PKCE

    @Test
    void aRequestWithoutChallengeIsRefused() {
        assertRefused("invalid_request", "code_challenge", null, "code_challenge_method", null);
        assertRefused("invalid_request", "code_challenge", null);
    }

    @Test
    void aPlainChallengeIsRefused() {
        assertRefused("invalid_request", "code_challenge_method", "plain");
        assertRefused("invalid_request", "code_challenge_method", null);
        assertRefused("invalid_request", "code_challenge", "too-short");
    }

    @Test
    void aCodeWithAChallengeWantsTheVerifier() {
        assertThat(invalidGrant(app.redeem(app.code(bob), "code_verifier", null)))
                .isTrue();
    }

    /** Somebody has taken the challenge out of the request on its way (RFC 9700, section 4.8.2). */
    @Test
    void aVerifierForACodeWithoutChallengeIsRefused() {
        TestApp lifted = lifted();
        String code = lifted.code(bob, "code_challenge", null, "code_challenge_method", null);

        assertThat(invalidGrant(lifted.redeem(code))).isTrue();
        lifted.redeem(lifted.code(bob, "code_challenge", null, "code_challenge_method", null), "code_verifier", null)
                .expect(200);
    }

    @Test
    void aClientWithoutChallengeNeedsANonce() {
        TestApp lifted = lifted();

        Answer answer = lifted.authorize(bob, "code_challenge", null, "code_challenge_method", null, "nonce", null);

        assertThat(parameters(answer)).containsEntry("error", "invalid_request");
    }

    /** A confidential client that an administrator has let go without PKCE. */
    private TestApp lifted() {
        return TestApp.of(
                world,
                world.provider,
                TestApp.confidential().put("pkceRequired", false).put("firstParty", true));
    }

    // ------------------------------------------------------------------------------------------ 13: redirects

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/callback/",
                "https://app.example/callback/../evil",
                "https://app.example/callback%2e%2e",
                "https://app.example/callback?x=1",
                "https://app.example/callback#x",
                "https://app.example/Callback",
                "https://APP.example/callback",
                "https://app.example:8443/callback",
                "https://app.example:443/callback",
                "https://app.example.evil.example/callback",
                "https://app.example@evil.example/callback",
                "https://evil.example/https://app.example/callback",
                "http://app.example/callback",
                "//app.example/callback",
                "/callback",
                "javascript:alert(1)",
                "https://app.example/callback\\t",
                "https://app.example\\\\@evil.example/callback",
                " https://app.example/callback",
                "http://127.0.0.1/callback",
                "x"
            })
    void aRedirectAddressThatIsNotRegisteredIsToldToThePersonAndToNobodyElse(String address) {
        Answer answer = app.authorize(bob, "redirect_uri", address).expect(400);

        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.text()).contains("/error?error=redirect-mismatch").doesNotContain("evil");
    }

    @Test
    void nothingIsToldToAnApplicationThatIsNotKnown() {
        assertThat(app.authorize(bob, "client_id", "0190a0b0-c0d0-7000-8000-000000000001")
                        .expect(400)
                        .text())
                .contains("unknown-application");
        assertThat(app.authorize(bob, "client_id", app.clientId.toUpperCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(400);
        assertThat(app.authorize(bob, "client_id", null).status()).isEqualTo(400);
        assertThat(app.authorize(bob, "redirect_uri", null).status()).isEqualTo(400);
    }

    /** RFC 8252, section 7.3: the port, and nothing else. */
    @Test
    void aLoopbackAddressMayDifferInItsPortOnly() {
        TestApp program = TestApp.of(
                world,
                world.provider,
                TestApp.publicClient()
                        .put("firstParty", true)
                        .put("redirectUris", List.of("http://127.0.0.1/cb", "http://[::1]:1/cb")));

        assertThat(program.authorize(bob, "redirect_uri", "http://127.0.0.1:49152/cb")
                        .status())
                .isEqualTo(303);
        assertThat(program.authorize(bob, "redirect_uri", "http://[::1]:49152/cb")
                        .status())
                .isEqualTo(303);
        for (String address : List.of(
                "http://127.0.0.1:49152/cb2",
                "http://127.0.0.2:1/cb",
                "http://localhost:1/cb",
                "https://127.0.0.1:1/cb",
                "http://127.0.0.1:1@evil.example/cb",
                "http://127.0.0.1:1.evil.example/cb",
                "http://u@127.0.0.1:1/cb",
                "http://127.0.0.1:123456/cb")) {
            assertThat(program.authorize(bob, "redirect_uri", address).status())
                    .as(address)
                    .isEqualTo(400);
        }
    }

    @Test
    void theAnswerSaysWhoGivesItEvenWhenItIsARefusal() {
        Map<String, String> refusal = parameters(app.authorize(bob, "response_type", "token"));

        assertThat(refusal)
                .containsEntry("error", "unsupported_response_type")
                .containsEntry("iss", OAuthIT.ISSUER)
                .containsEntry("state", "s t&te");
    }

    // ------------------------------------------------------------------------------------------ 14: refresh tokens

    @Test
    void anOldRefreshTokenEndsTheFamilyAndThePersonIsTold() {
        JsonObject first = app.signIn(bob);
        JsonObject second =
                app.refresh(first.getString("refresh_token")).expect(200).json();

        assertThat(invalidGrant(app.refresh(first.getString("refresh_token")))).isTrue();

        assertThat(invalidGrant(app.refresh(second.getString("refresh_token")))).isTrue();
        assertThat(app.userInfo(second.getString("access_token")).status()).isEqualTo(401);
        assertThat(confidential()
                        .introspect(second.getString("access_token"))
                        .json()
                        .getBoolean("active"))
                .isFalse();
        assertThat(mailsTo(world.bob.email(), "application-signed-out")).isEqualTo(1);
        assertThat(audited("oauth.refresh-token-used-again")).isEqualTo(1);
        bob.call("listSessions").expect(200);
    }

    /** A client that has proved itself and has not got our answer is given the same token again, for a moment. */
    @Test
    void aConfidentialClientMayRepeatItsLastRefreshForAMoment() {
        TestApp client = confidential();
        String first = client.signIn(bob).getString("refresh_token");
        String second = client.refresh(first).expect(200).json().getString("refresh_token");

        String again = client.refresh(first).expect(200).json().getString("refresh_token");

        assertThat(again).isEqualTo(second);
        String third = client.refresh(second).expect(200).json().getString("refresh_token");
        assertThat(invalidGrant(client.refresh(first)))
                .as("two generations back")
                .isTrue();
        assertThat(invalidGrant(client.refresh(third)))
                .as("the family has ended")
                .isTrue();
    }

    @Test
    void theMomentIsShort() {
        TestApp client = confidential();
        String first = client.signIn(bob).getString("refresh_token");
        client.refresh(first).expect(200);
        world.services().clock().advance(Duration.ofSeconds(11));

        assertThat(invalidGrant(client.refresh(first))).isTrue();
    }

    @Test
    void aRefreshTokenOfAnotherClientIsRefusedAndHarmsNobody() {
        TestApp other = TestApp.firstParty(world);
        String refreshToken = app.signIn(bob).getString("refresh_token");

        assertThat(invalidGrant(other.refresh(refreshToken))).isTrue();
        app.refresh(refreshToken).expect(200);
    }

    /** The generation is written in the token: whoever changes it has none of ours. */
    @Test
    void aForgedRefreshTokenIsRefusedAndHarmsNobody() {
        String refreshToken = app.signIn(bob).getString("refresh_token");
        byte[] bytes = java.util.Base64.getUrlDecoder().decode(refreshToken);
        bytes[19]++;
        String forged = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(invalidGrant(app.refresh(forged))).isTrue();
        assertThat(invalidGrant(app.refresh("nonsense"))).isTrue();
        app.refresh(refreshToken).expect(200);
    }

    @Test
    void aFamilyEndsWithoutUseAndAfterItsTime() {
        String idle = app.signIn(bob).getString("refresh_token");
        world.services().clock().advance(Duration.ofDays(14));
        assertThat(invalidGrant(app.refresh(idle))).isTrue();
    }

    private TestApp confidential() {
        return TestApp.of(world, world.provider, TestApp.confidential().put("firstParty", true));
    }

    private void assertRefused(String error, @org.jspecify.annotations.Nullable String... change) {
        assertThat(parameters(app.authorize(bob, change).expect(303))).containsEntry("error", error);
    }

    private URI node(int i) {
        return world.services().node(i % 2).address();
    }

    private static JsonObject succeeded(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow()
                .json();
    }

    static boolean invalidGrant(Answer answer) {
        return answer.status() == 400 && "invalid_grant".equals(answer.json().getString("error"));
    }

    private int mailsTo(String address, String kind) {
        return world.sql("SELECT 1 FROM mail_outgoing WHERE recipient = $1 AND kind = $2", address, kind)
                .size();
    }

    private int audited(String action) {
        return world.sql(
                        "SELECT 1 FROM audit_entries WHERE organisation_id = $1 AND action = $2",
                        world.organisation,
                        action)
                .size();
    }
}
