package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.app.AppNode;
import dev.gatehouse.http.PublicInternet;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications hear of the end of sessions (OpenID Connect Back-Channel Logout 1.0). */
class BackchannelLogoutIT {

    private final World world = new World();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(200);
    private final HttpServer application = application();
    private final TestApp app = TestApp.of(
            world,
            world.provider,
            TestApp.publicClient()
                    .put("firstParty", true)
                    .put(
                            "backchannelLogoutUri",
                            "http://127.0.0.1:" + application.getAddress().getPort() + "/logout"));

    @AfterEach
    void stop() {
        application.stop(0);
    }

    /** Section 2.4. */
    @Test
    void anApplicationHearsOfTheEndOfASession() throws Exception {
        ApiClient bob = world.signIn(world.bob).browser();
        String sid = claims(app.signIn(bob).getString("id_token")).getString("sid");
        app.signIn(bob);

        bob.call("signOut").expect(204);

        JWSObject token = JWSObject.parse(Eventually.get(() -> only(received)));
        JWKSet keys = JWKSet.parse(
                world.services().browser().call("getJwks").expect(200).text());
        JsonObject claims = new JsonObject(token.getPayload().toString());
        assertThat(token.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
                .isTrue();
        assertThat(token.getHeader().getType().getType()).isEqualTo("logout+jwt");
        assertThat(claims.getString("iss")).isEqualTo(OAuthIT.ISSUER);
        assertThat(claims.getString("aud")).isEqualTo(app.clientId);
        assertThat(claims.getString("sub")).isEqualTo(world.bob.id().toString());
        assertThat(claims.getString("sid")).isEqualTo(sid);
        assertThat(claims.getString("jti")).isNotBlank();
        assertThat(claims.getLong("exp")).isEqualTo(claims.getLong("iat") + 120);
        assertThat(claims.getJsonObject("events").fieldNames())
                .containsExactly("http://schemas.openid.net/event/backchannel-logout");
        assertThat(claims.containsKey("nonce")).isFalse();
        Eventually.get(() -> assertThat(waiting()).isZero());
    }

    @Test
    void anApplicationThatIsAwayIsToldLater() {
        answer.set(503);
        ApiClient bob = world.signIn(world.bob).browser();
        app.signIn(bob, "scope", "openid offline_access");

        bob.call("signOut").expect(204);
        Eventually.get(() -> assertThat(received).isNotEmpty());
        Eventually.get(() -> assertThat(world.sql(
                        "SELECT 1 FROM oauth_logouts WHERE client_id = $1 AND attempts > 0 AND next_at < $2",
                        UUID.fromString(app.clientId),
                        OffsetDateTime.ofInstant(
                                world.services().clock().instant().plusSeconds(30), ZoneOffset.UTC)))
                .hasSize(1));
        answer.set(204);
        received.clear();
        world.services().clock().advance(Duration.ofMinutes(2));

        Eventually.get(() -> only(received));
        Eventually.get(() -> assertThat(waiting()).isZero());
    }

    @Test
    void everySessionThatEndsIsTold() {
        ApiClient bob = world.signIn(world.bob).browser();
        app.signIn(bob);
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();

        alice.call("endAccountSessions", world.organisation, world.bob.id()).expect(200);

        JsonObject claims = claims(Eventually.get(() -> only(received)));
        assertThat(claims.getString("sub")).isEqualTo(world.bob.id().toString());
    }

    /** Whoever registers an application must not reach what only our server can reach. */
    @Test
    void onlyPublicAddressesAreReached() {
        for (String special : List.of(
                "127.0.0.1",
                "10.0.0.1",
                "172.31.255.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "0:0:0:0:0:0:0:1",
                "0:0:0:0:0:0:0:0",
                "fd00::1",
                "fe80::1%eth0",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "0:0:0:0:0:0:7f00:1",
                "ff02::1")) {
            assertThat(PublicInternet.has(special)).as(special).isFalse();
        }
        for (String ordinary : List.of("93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:2800:21f:cb07::1")) {
            assertThat(PublicInternet.has(ordinary)).as(ordinary).isTrue();
        }
    }

    /** Names are judged by where they lead; the provider runs this computer, its applications may be here. */
    @Test
    void aNameThatLeadsInsideIsRefused() {
        Vertx vertx = Vertx.vertx();
        try (Blocking blocking = new Blocking(vertx)) {
            LogoutTargets targets = new LogoutTargets(blocking, false);

            for (String host : List.of("localhost", "127.0.0.1", "2130706433", "0", "::1")) {
                assertThatThrownBy(() -> AppNode.await(targets.resolve(client(false), host)))
                        .as(host)
                        .hasMessageContaining("not on the public Internet");
            }
            assertThat(AppNode.await(targets.resolve(client(true), "127.0.0.1")))
                    .isEqualTo("127.0.0.1");
            AppNode.await(vertx.close());
        }
    }

    private static Client client(boolean provider) {
        return new Client(
                UUID.randomUUID(),
                new Client.Owner(UUID.randomUUID(), "Acme", provider, true),
                ClientSettings.of(new JsonObject().put("name", "Portal")),
                null,
                Instant.EPOCH);
    }

    @Test
    void onlyHttpsOrTheOwnComputerIsRegistered() {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        for (String address : List.of(
                "http://app.example/logout",
                "https://user@app.example/logout",
                "https://app.example/logout#x",
                "ftp://app.example/",
                "file:///etc/passwd",
                "com.example.app:/logout",
                "logout")) {
            alice.send("createClient", TestApp.confidential().put("backchannelLogoutUri", address), world.organisation)
                    .expect(400, "invalid-request");
        }
    }

    private int waiting() {
        return world.sql("SELECT 1 FROM oauth_logouts WHERE client_id = $1", UUID.fromString(app.clientId))
                .size();
    }

    private static String only(List<String> tokens) {
        assertThat(tokens).hasSize(1);
        return tokens.getFirst();
    }

    private static JsonObject claims(String token) {
        try {
            return new JsonObject(JWSObject.parse(token).getPayload().toString());
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    private HttpServer application() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/logout", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                received.add(URLDecoder.decode(body.replaceFirst("^logout_token=", ""), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(answer.get(), -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
