package dev.gatehouse.oauth;

import static dev.gatehouse.oauth.TestApp.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Network;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What registered clients, administrators of organisations, people with an account and strangers try beyond the protocol. */
class OAuthHostileIT {

    private final World world = new World();

    /** An administrator who lets the client have more while the question stands on the person's screen. */
    @Test
    void aPersonSaysYesToWhatWasShownAndToNothingElse() {
        TestApp app = TestApp.of(world, TestApp.confidential().put("scopes", new JsonArray().add("openid")));
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject token = waiting(app, bob, "scope", "openid admin");
        JsonArray shown =
                bob.send("checkAuthorization", token).expect(200).json().getJsonArray("scopes");
        JsonObject yes = token.copy().put("step", "consent").put("scopes", shown);

        scopes(app, "openid", "admin");
        bob.send("approveAuthorization", yes).expect(409, "conflict");
        scopes(app, "openid");
        String continueAt =
                bob.send("approveAuthorization", yes).expect(200).json().getString("continueAt");
        scopes(app, "openid", "admin");

        assertThat(shown).isEqualTo(new JsonArray().add("openid"));
        assertThat(TestApp.visit(bob, continueAt).expect(303).header("Location"))
                .startsWith("/consent?request=");
    }

    /** A thief who asks for codes without pause while the owner ends the session. */
    @Test
    void noCodeIsIssuedInASessionThatIsBeingEnded() {
        TestApp app = TestApp.firstParty(world);
        ApiClient thief = world.signIn(world.bob).browser();

        Answer answer = whileTheSessionEnds(() -> app.authorize(thief));

        assertThat(parameters(answer)).doesNotContainKey("code").containsEntry("error", "login_required");
        assertThat(grants("account_id = $1", world.bob.id())).isZero();
    }

    @Test
    void noDeviceIsLetInByASessionThatIsBeingEnded() {
        TestApp app = device();
        ApiClient thief = world.signIn(world.bob).browser();
        JsonObject begun = begin(app, "192.0.2.1").expect(200).json();

        Answer answer = whileTheSessionEnds(
                () -> thief.send("approveDevice", new JsonObject().put("userCode", begun.getString("user_code"))));

        answer.expect(401, "sign-in-required");
        assertThat(grants("account_id = $1", world.bob.id())).isZero();
    }

    private Answer whileTheSessionEnds(Supplier<Answer> attempt) {
        Promise<Void> locked = Promise.promise();
        Promise<Void> release = Promise.promise();
        Future<Void> ending = world.services().node(0).db().transaction(tx -> tx.preparedQuery(
                        "UPDATE login_sessions SET ended_at = created_at WHERE account_id = $1")
                .execute(Tuple.of(world.bob.id()))
                .compose(ended -> tx.preparedQuery(
                                "UPDATE oauth_grants SET revoked_at = created_at WHERE account_id = $1")
                        .execute(Tuple.of(world.bob.id())))
                .compose(done -> {
                    locked.complete();
                    return release.future();
                }));
        AppNode.await(locked.future());
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(attempt);
        Eventually.get(() -> {
            boolean waits =
                    world.sql("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')")
                                    .size()
                            > 0;
            assertThat(waits || answer.isDone()).isTrue();
            return true;
        });
        release.complete();
        AppNode.await(ending);
        return answer.join();
    }

    /** Codes that nobody fetches, by a person or a page that asks without end. */
    @Test
    void codesThatNobodyRedeemsAreForgotten() {
        TestApp app = TestApp.firstParty(world);
        ApiClient bob = world.signIn(world.bob).browser();
        app.code(bob, "scope", "openid offline_access");
        JsonObject kept = app.signIn(bob, "scope", "openid offline_access");

        world.services().clock().advance(Duration.ofDays(2));
        AppNode.await(
                new OAuthJob(world.services().node(0).db(), world.services().clock()).sweep());

        assertThat(grants("account_id = $1", world.bob.id())).isOne();
        app.refresh(kept.getString("refresh_token")).expect(200);
    }

    @Test
    void devicesThatNobodyFetchesAreForgotten() {
        TestApp app = device();
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject begun = begin(app, "192.0.2.1").expect(200).json();
        bob.send("approveDevice", new JsonObject().put("userCode", begun.getString("user_code")))
                .expect(204);

        world.services().clock().advance(Duration.ofDays(2));
        AppNode.await(
                new OAuthJob(world.services().node(0).db(), world.services().clock()).sweep());

        assertThat(grants("account_id = $1", world.bob.id())).isZero();
    }

    @Test
    void whatOnePersonGrantsOneClientIsBounded() {
        TestApp app = TestApp.firstParty(world);
        ApiClient bob = world.signIn(world.bob).browser();
        JsonObject offline = app.signIn(bob, "scope", "openid offline_access");
        for (int i = 0; i < 210; i++) {
            app.code(bob);
        }

        assertThat(grants("account_id = $1 AND NOT offline", world.bob.id())).isEqualTo(200);
        app.refresh(offline.getString("refresh_token")).expect(200);
    }

    /** IPv6 gives everybody more addresses than there are rows. */
    @Test
    void devicesThatWaitAreBoundedByNetworkAndNotByAddress() {
        TestApp app = device();
        String network = "2001:db8:" + Integer.toHexString(Ids.next().hashCode() & 0xffff) + ":";
        fill("oauth_device_codes", Network.around(network + "9::9"), app);

        begin(app, network + "1::1").expect(429);
        begin(app, network + "2::1").expect(429);
        begin(app, "198.51.100.77").expect(200);
    }

    /** A page that makes one browser begin without end must not keep everybody behind the same address out. */
    @Test
    void signInsThatWaitGiveWayToNewOnes() {
        TestApp app = TestApp.firstParty(world);
        ApiClient stranger = world.elsewhere();
        JsonObject first = waiting(app, stranger);
        world.sql(
                "INSERT INTO oauth_requests (token_hash, kind, client_id, parameters, network, created_at, expires_at)"
                        + " SELECT decode(md5(random()::text || i), 'hex'), 'interaction', r.client_id, '{}', r.network,"
                        + " r.created_at + interval '1 second', r.expires_at"
                        + " FROM oauth_requests r, generate_series(1, 4999) i WHERE r.client_id = $1",
                UUID.fromString(app.clientId));

        JsonObject next = waiting(app, stranger);

        stranger.send("checkAuthorization", next).expect(200);
        stranger.send("checkAuthorization", first).expect(410, "request-gone");
    }

    /** An image or a script of another site brings no person with it. */
    @Test
    void onlyABrowserThatGoesThereBeginsASignIn() {
        TestApp app = TestApp.firstParty(world);
        ApiClient page = world.elsewhere().header("Sec-Fetch-Mode", "no-cors").header("Sec-Fetch-Dest", "image");

        app.authorize(page).expect(403);
        app.authorize(page.header("Sec-Fetch-Mode", "navigate").header("Sec-Fetch-Dest", "document"))
                .expect(303);
    }

    /** The administrator of an organisation gives the provider's own application an address of theirs. */
    @Test
    void anApplicationThatNobodyIsAskedAboutIsChangedByTheProviderAlone() {
        TestApp app = TestApp.of(world, TestApp.confidential());
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        world.stepUp(world.signIn(world.provider))
                .browser()
                .send("updateClient", new JsonObject().put("firstParty", true), world.organisation, app.clientId)
                .expect(200);

        alice.send(
                        "updateClient",
                        new JsonObject().put("redirectUris", new JsonArray().add("https://evil.example/cb")),
                        world.organisation,
                        app.clientId)
                .expect(403, "forbidden");
        alice.send("updateClient", new JsonObject().put("firstParty", false), world.organisation, app.clientId)
                .expect(403, "forbidden");
        alice.send("issueClientSecret", new JsonObject(), world.organisation, app.clientId)
                .expect(403, "forbidden");
        alice.send("updateClient", new JsonObject().put("state", "suspended"), world.organisation, app.clientId)
                .expect(200);
    }

    /** Somebody who has an application of their own makes us write to a person without end. */
    @Test
    void aPersonIsToldOfReplayedTokensTenTimesAnHour() {
        TestApp app = TestApp.firstParty(world);
        ApiClient bob = world.signIn(world.bob).browser();
        for (int i = 0; i < 12; i++) {
            String token = app.signIn(bob).getString("refresh_token");
            app.refresh(token).expect(200);
            app.refresh(token).expect(400);
        }

        assertThat(world.sql(
                                "SELECT 1 FROM mail_outgoing WHERE kind = 'application-signed-out' AND recipient = $1",
                                world.bob.email())
                        .size())
                .isEqualTo(10);
        assertThat(world.sql(
                                "SELECT 1 FROM audit_entries WHERE action = 'oauth.refresh-token-used-again'"
                                        + " AND object_id = $1",
                                world.bob.id())
                        .size())
                .isEqualTo(12);
    }

    /** A code in the wrong hands is news, also when it does not help them. */
    @Test
    void aMisusedCodeIsInTheLogOfItsOwner() {
        TestApp app = TestApp.firstParty(world);
        TestApp thief = TestApp.firstParty(world);
        String code = app.code(world.signIn(world.bob).browser());

        thief.redeem(code).expect(400);

        assertThat(world.sql(
                                "SELECT 1 FROM audit_entries WHERE action = 'oauth.code-misused' AND object_id = $1",
                                world.bob.id())
                        .size())
                .isOne();
    }

    @Test
    void nothingMalformedIsAFailureOfOurs() {
        TestApp app = TestApp.firstParty(world);
        ApiClient bob = world.signIn(world.bob).browser();
        for (String claims : List.of(
                "null",
                "[]",
                "{\"userinfo\":null,\"id_token\":null}",
                "{\"id_token\":{\"acr\":{\"essential\":null}}}",
                "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":null}}}",
                "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":null}}}",
                "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[null]}}}")) {
            app.authorize(bob, "claims", claims).expect(303);
        }
        for (String payload : List.of("null", "[]", "1", "{", "")) {
            String jwt = encoded("{\"alg\":\"ES256\"}") + "." + encoded(payload) + "." + encoded("no signature");
            app.post(
                            "issueToken",
                            "/oauth2/token",
                            parameters(
                                    "grant_type",
                                    "client_credentials",
                                    "client_assertion_type",
                                    ClientAssertions.TYPE,
                                    "client_assertion",
                                    jwt))
                    .expect(401);
            assertThat(app.userInfo(jwt).status()).isEqualTo(401);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void scopes(TestApp app, String... scopes) {
        world.stepUp(world.signIn(world.alice))
                .browser()
                .send(
                        "updateClient",
                        new JsonObject().put("scopes", new JsonArray(List.of(scopes))),
                        world.organisation,
                        app.clientId)
                .expect(200);
    }

    private static JsonObject waiting(TestApp app, ApiClient browser, @Nullable String... change) {
        String token = parameters(app.authorize(browser, change).expect(303)).get("request");
        return new JsonObject().put("token", token);
    }

    private int grants(String where, Object... values) {
        return world.sql("SELECT 1 FROM oauth_grants WHERE revoked_at IS NULL AND " + where, values)
                .size();
    }

    private TestApp device() {
        return TestApp.of(
                world,
                world.provider,
                TestApp.publicClient()
                        .put("firstParty", true)
                        .put(
                                "grantTypes",
                                new JsonArray().add(GrantType.DEVICE_CODE).add(GrantType.REFRESH_TOKEN))
                        .put("redirectUris", new JsonArray()));
    }

    private Answer begin(TestApp app, String address) {
        return world.services()
                .browser()
                .header("X-Gatehouse-Request", null)
                .from(address)
                .raw(
                        "createDeviceAuthorization",
                        "/oauth2/device_authorization",
                        "application/x-www-form-urlencoded",
                        TestApp.form(parameters("client_id", app.clientId, "scope", "openid offline_access"))
                                .getBytes(StandardCharsets.UTF_8));
    }

    private void fill(String table, String network, TestApp app) {
        OffsetDateTime now = world.services().clock().instant().atOffset(ZoneOffset.UTC);
        world.sql(
                "INSERT INTO " + table + " (device_hash, user_hash, client_id, scopes, network, counted, device,"
                        + " created_at, expires_at, interval_seconds)"
                        + " SELECT decode(md5(random()::text || i), 'hex'), decode(md5(random()::text || i), 'hex'), $1,"
                        + " '{openid}', '2001:db8::' || i, $2, 'x', $3, $3 + interval '10 minutes', 5"
                        + " FROM generate_series(1, 200) i",
                UUID.fromString(app.clientId),
                network,
                now);
    }
}
