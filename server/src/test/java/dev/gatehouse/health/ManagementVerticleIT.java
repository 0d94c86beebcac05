package dev.gatehouse.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Wire;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The captured mail of a demonstration holds codes and links: no page elsewhere may read it through the person's browser. */
class ManagementVerticleIT {

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = freePort();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        vertx.deployVerticle(
                        new ManagementVerticle(new Health(), registry, "127.0.0.1", port, router -> router.get("/mail")
                                .handler(context -> context.end("codes and links"))))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void capturedMailShouldBeShownUnderLoopbackNames() {
        for (String host : new String[] {"localhost", "localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port}) {
            assertThat(get("/mail", host)).as(host).contains("codes and links");
        }
    }

    @Test
    void capturedMailShouldNotBeShownToAPageThatPointsItsNameHere() {
        for (String host : new String[] {
            "evil.example", "evil.example:" + port, "localhost.evil.example", "127.0.0.1.evil.example", ""
        }) {
            String answer = get("/mail", host);

            assertThat(answer).as(host).doesNotContain("codes and links");
            assertThat(Wire.status(answer)).as(host).isIn(400, 421);
        }
    }

    @Test
    void probesAndMetricsShouldAnswerUnderAnyName() {
        assertThat(Wire.status(get("/livez", "gatehouse-1.internal:9090"))).isEqualTo(200);
        assertThat(Wire.status(get("/metrics", "gatehouse-1.internal:9090"))).isEqualTo(200);
    }

    private String get(String path, String host) {
        return Wire.exchange(
                URI.create("http://127.0.0.1:" + port),
                "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
