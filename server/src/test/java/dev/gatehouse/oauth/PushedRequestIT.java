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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Authorization requests that clients push (RFC 9126). */
class PushedRequestIT {

    private final World world = new World();
    private final TestApp app = TestApp.firstParty(world);

    @Test
    void aPushedRequestIsAnsweredAsIfTheBrowserHadBroughtIt() {
        ApiClient bob = world.signIn(world.bob).browser();

        JsonObject pushed = push(app).expect(201).json();
        Map<String, String> answer = parameters(visit(app, bob, pushed).expect(303));

        assertThat(pushed.getInteger("expires_in")).isEqualTo(90);
        assertThat(pushed.getString("request_uri")).startsWith("urn:ietf:params:oauth:request_uri:");
        assertThat(answer).containsEntry("state", "s t&te");
        app.redeem(answer.get("code")).expect(200);
    }

    @Test
    void aPushedRequestWaitsWhileThePersonSignsIn() {
        JsonObject pushed = push(app).expect(201).json();

        Answer toPage = visit(app, world.bob.browser(), pushed).expect(303);

        assertThat(toPage.header("Location")).startsWith("/sign-in?request=");
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject token = new JsonObject().put("token", parameters(toPage).get("request"));
        String continueAt = bob.send("checkAuthorization", token).json().getString("continueAt");
        assertThat(parameters(TestApp.visit(bob, continueAt).expect(303))).containsKey("code");
    }

    /** Section 4: one visit. */
    @Test
    void aRequestUriIsGoodOnceOnAllNodes() {
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject pushed = push(app).expect(201).json();
        List<URI> nodes = List.of(
                world.services().node(0).address(), world.services().node(1).address());

        List<Integer> answers = Together.run(
                8, i -> visit(app, bob.copy().at(nodes.get(i % 2)), pushed).status());

        assertThat(answers).containsOnly(303, 410).containsOnlyOnce(303);
    }

    @Test
    void aRequestUriDiesAfterNinetySecondsAndServesItsOwnClientOnly() {
        TestApp other = TestApp.firstParty(world);
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject stolen = push(app).expect(201).json();
        JsonObject late = push(app).expect(201).json();

        assertThat(visit(other, bob, stolen).expect(410).text()).contains("request-gone");
        world.services().clock().advance(Duration.ofSeconds(91));
        assertThat(visit(app, bob, late).expect(410).text()).contains("request-gone");
    }

    /** The whole point: what comes by the browser beside the request_uri does not count. */
    @Test
    void parametersOfTheBrowserDoNotChangeAPushedRequest() {
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject pushed = push(app).expect(201).json();

        Answer answer = TestApp.visit(
                bob,
                "/oauth2/authorize?client_id=" + app.clientId + "&request_uri=" + pushed.getString("request_uri")
                        + "&state=evil&redirect_uri=https://evil.example/&scope=admin");

        assertThat(answer.header("Location")).startsWith(TestApp.REDIRECT);
        assertThat(parameters(answer)).containsEntry("state", "s t&te");
    }

    /** Section 2.3. */
    @Test
    void whatIsWrongIsToldToTheClientAtOnce() {
        assertThat(error(push(app, "redirect_uri", "https://evil.example/"), 400))
                .isEqualTo("invalid_request");
        assertThat(error(push(app, "code_challenge", null), 400)).isEqualTo("invalid_request");
        assertThat(error(push(app, "response_type", "token"), 400)).isEqualTo("unsupported_response_type");
        assertThat(error(push(app, "scope", "nothing"), 400)).isEqualTo("invalid_scope");
        assertThat(error(push(app, "request", "ey"), 400)).isEqualTo("request_not_supported");
        assertThat(error(push(app, "request_uri", "urn:ietf:params:oauth:request_uri:x"), 400))
                .isEqualTo("invalid_request");
    }

    @Test
    void onlyTheClientItselfPushes() {
        TestApp confidential = TestApp.thirdParty(world);

        assertThat(error(push(confidential.withSecret(null)), 401)).isEqualTo("invalid_client");
        assertThat(error(push(confidential, "client_id", app.clientId), 401)).isEqualTo("invalid_client");
        push(confidential, "client_id", null).expect(201);
    }

    /** Section 5: the client has said so at its registration. */
    @Test
    void whereItMustBePushedABrowserBringsNothing() {
        TestApp strict = TestApp.of(
                world,
                world.provider,
                TestApp.publicClient().put("firstParty", true).put("parRequired", true));
        ApiClient bob = world.signIn(world.bob).browser();

        assertThat(parameters(strict.authorize(bob).expect(303))).containsEntry("error", "invalid_request");
        assertThat(parameters(
                        visit(strict, bob, push(strict).expect(201).json()).expect(303)))
                .containsKey("code");
    }

    private static Answer push(TestApp app, @Nullable String... change) {
        return app.post("createAuthorizationRequest", "/oauth2/par", app.request(change));
    }

    private static Answer visit(TestApp app, ApiClient browser, JsonObject pushed) {
        return TestApp.visit(
                browser,
                "/oauth2/authorize?client_id=" + app.clientId + "&request_uri=" + pushed.getString("request_uri"));
    }

    private static String error(Answer answer, int status) {
        return answer.expect(status).json().getString("error");
    }
}
