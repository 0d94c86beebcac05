package dev.gatehouse.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.http.Network;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our server can be made to do by an address that somebody else has entered: to connect, to wait, to read. */
class UpstreamHttpIT {

    private final Vertx vertx = Vertx.vertx();
    private final Blocking blocking = new Blocking(vertx);
    private final AtomicInteger inside = new AtomicInteger();
    private final UpstreamHttp lenient = http(List.of(), true);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/good", exchange -> reply(exchange, 200, "{\"ok\": true}"));
        server.createContext("/inside", exchange -> {
            inside.incrementAndGet();
            reply(exchange, 200, "{\"secret\": true}");
        });
        server.createContext("/redirect", exchange -> {
            exchange.getResponseHeaders().set("Location", base() + "/inside");
            reply(exchange, 302, "");
        });
        server.createContext("/huge", UpstreamHttpIT::endless);
        server.createContext("/slow", exchange -> drip(exchange));
        server.createContext("/silent", exchange -> {});
        server.createContext("/text", exchange -> reply(exchange, 200, "<html>"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        blocking.close();
        vertx.close();
    }

    @Test
    void aDocumentIsRead() {
        assertThat(await(lenient.get(base() + "/good"))).isEqualTo(new JsonObject().put("ok", true));
        refused(lenient.get(base() + "/text"), "It is not JSON", "not a JSON object");
    }

    /** A document that leads to the metadata service of a cloud, or to a neighbour. */
    @Test
    void redirectsAreNotFollowed() {
        refused(lenient.get(base() + "/redirect"), "a redirect", "redirect");
        assertThat(inside).hasValue(0);
    }

    @Test
    void hugeDocumentsAreNotRead() {
        refused(lenient.get(base() + "/huge"), "endless", "too large");
    }

    @Test
    void slowAnswersAreNotWaitedFor() {
        long begun = System.nanoTime();
        refused(lenient.get(base() + "/slow"), "a byte at a time", "too long");
        refused(lenient.get(base() + "/silent"), "nothing at all", "too long");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void onlyPublicAddressesAreReachedAndOnlyByTls() {
        UpstreamHttp strict = http(List.of(), false);
        String port = base().replaceFirst(".*:", ":");
        for (String host : List.of(
                "127.0.0.1",
                "localhost",
                "169.254.169.254",
                "10.0.0.1",
                "192.168.1.1",
                "[::1]",
                "[fd00::1]",
                "[::ffff:127.0.0.1]")) {
            refused(strict.get("https://" + host + port + "/inside"), host, "not on the public Internet");
        }
        assertThatThrownBy(() -> await(strict.get(base() + "/inside"))).hasMessageContaining("not https");
        assertThatThrownBy(() -> await(strict.get("https://user@idp.example/"))).hasMessageContaining("not https");
        assertThatThrownBy(() -> await(strict.get("file:///etc/passwd"))).hasMessageContaining("not https");
        assertThat(inside).hasValue(0);
    }

    @Test
    void networksThatTheOperatorHasNamedAreReached() {
        UpstreamHttp named = http(List.of(Network.parse("127.0.0.0/8")), false);

        // It connects, and finds that there is no TLS.
        assertThatThrownBy(() -> await(named.get(base().replace("http:", "https:") + "/inside")))
                .hasMessageMatching("It (cannot be reached|takes too long).*");
        refused(named.get("https://10.0.0.1/"), "not named", "not on the public Internet");
    }

    private UpstreamHttp http(List<Network> allowed, boolean demo) {
        return new UpstreamHttp(vertx, new Targets(blocking, allowed, demo), Duration.ofSeconds(2));
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void refused(Future<JsonObject> answer, String what, String why) {
        assertThatThrownBy(() -> await(answer))
                .as(what)
                .isInstanceOf(UpstreamFailure.class)
                .hasMessageContaining(why);
    }

    private static JsonObject await(Future<JsonObject> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UpstreamFailure failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] part = new byte[64 * 1024];
        try (exchange) {
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(part);
            }
        }
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            for (int i = 0; i < 200; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
