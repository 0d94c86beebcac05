package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.testing.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that are made while they are sent. */
class StreamingIT {

    private static final URI PUBLIC_URL = URI.create("http://gatehouse.example");
    private static final int PART = 64 * 1024;
    private static final String CONTRACT = """
            openapi: 3.1.0
            paths:
              /api/v1/file:
                get:
                  operationId: getFile
                  tags: [file]
                  security: []
            """;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private ApiVerticle verticle;
    private int parts = 3;
    private boolean breaks;

    @BeforeEach
    void start() {
        Operations operations = new Operations(
                Contract.of(CONTRACT),
                new RequestReader(new ClientAddress(List.of())),
                new CrossSiteGuard(PUBLIC_URL),
                (request, permission) -> Future.failedFuture(HttpProblems.SIGN_IN_REQUIRED.problem()),
                new HttpMetrics(new SimpleMeterRegistry()));
        operations.on("getFile", request -> Future.succeededFuture(Reply.csv("file.csv", file())));
        verticle = new ApiVerticle(operations, PUBLIC_URL, 0);
        AppNode.await(vertx.deployVerticle(verticle));
    }

    @AfterEach
    void stop() {
        AppNode.await(vertx.close());
    }

    private Parts file() {
        return new Parts() {
            @Override
            public Future<Optional<Buffer>> next() {
                if (breaks && made.get() >= parts) {
                    return Future.failedFuture(HttpProblems.UNAVAILABLE.problem());
                }
                return Future.succeededFuture(
                        made.getAndIncrement() < parts
                                ? Optional.of(Buffer.buffer("x".repeat(PART)))
                                : Optional.empty());
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    @Test
    void everyPartShouldArriveInOrder() throws Exception {
        HttpResponse<String> answer = get();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(3 * PART);
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"file.csv\"");
        Eventually.get(() -> assertThat(closed).hasValue(1));
    }

    @Test
    void failureBeforeTheFirstPartShouldBeAProblem() throws Exception {
        parts = 0;
        breaks = true;

        HttpResponse<String> answer = get();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("unavailable");
        Eventually.get(() -> assertThat(closed).hasValue(1));
    }

    @Test
    void failureInTheMiddleShouldNotLookLikeTheEnd() throws Exception {
        breaks = true;
        try (Socket socket = request()) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(all).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n");
        }
        Eventually.get(() -> assertThat(closed).hasValue(1));
    }

    @Test
    void partsShouldWaitForAClientThatReadsSlowlyAndEndWithOneThatIsGone() throws Exception {
        parts = Integer.MAX_VALUE;
        try (Socket socket = request()) {
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isNotNegative();
            int reached = quiet();
            // Buffers of two sockets, and not what an endless file would have filled meanwhile.
            assertThat((long) reached * PART).isLessThan(64L * 1024 * 1024);
            in.readNBytes(reached * PART / 2);
            Eventually.get(() -> assertThat(made).hasValueGreaterThan(reached));
        }
        Eventually.get(() -> assertThat(closed).hasValue(1));
        int end = quiet();
        assertThat(quiet()).isEqualTo(end);
    }

    /** How many parts were made when no more were for a while. */
    private int quiet() {
        int[] seen = {-1, 0};
        Eventually.get(() -> {
            seen[1] = seen[0] == made.get() ? seen[1] + 1 : 0;
            seen[0] = made.get();
            return assertThat(seen[1]).isGreaterThan(20);
        });
        return seen[0];
    }

    private HttpResponse<String> get() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + verticle.port() + "/api/v1/file"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private Socket request() throws Exception {
        Socket socket = new Socket("localhost", verticle.port());
        socket.getOutputStream()
                .write("GET /api/v1/file HTTP/1.1\r\nHost: gatehouse.example\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
