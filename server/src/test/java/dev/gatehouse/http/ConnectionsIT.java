package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ErrorLog;
import dev.gatehouse.testing.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender of bytes, rather than of requests, can do to the public port: nothing to others, and little to it. */
@Timeout(60)
class ConnectionsIT {

    private static final String HEAD =
            "Host: gatehouse.example\r\nX-Gatehouse-Request: 1\r\nContent-Type: application/json\r\n";
    private static final String BODY = "{\"text\":\"a\"}";
    private static final String SMUGGLED = "POST /api/v1/nothing HTTP/1.1\r\n" + HEAD + "\r\n";

    private static EchoServer server;
    private final ErrorLog errors = ErrorLog.open();
    private int handledBefore;

    @BeforeAll
    static void start() {
        server = EchoServer.impatient();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void count() {
        handledBefore = server.handled();
    }

    @AfterEach
    void stillServesAndHasLoggedNoError() {
        String answer = Wire.exchange(server.address(), post("Connection: close\r\nContent-Length: 12\r\n", BODY));
        assertThat(Wire.status(answer)).isEqualTo(200);
        errors.close();
        assertThat(errors.lines()).isEmpty();
    }

    @Test
    void aKeptConnectionShouldTakeOneRequestAfterAnother() {
        try (Wire wire = new Wire(server.address())) {
            for (int i = 0; i < 3; i++) {
                wire.send(post("Content-Length: 12\r\n", BODY)).readAnswer();
            }
        }

        assertThat(server.handled() - handledBefore).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "Content-Length: 5\r\nContent-Length: 0\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: 5, 5\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 0x5\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Host: other.example\r\n"
            })
    void whatTwoServersCouldReadDifferentlyShouldBeTheLastOnItsConnection(String length) {
        String answers = Wire.exchange(server.address(), post(length, "0\r\n\r\n" + SMUGGLED));

        assertThat(answers.split("HTTP/1\\.", -1)).as(answers).hasSize(2);
        assertThat(Wire.status(answers)).isEqualTo(400);
        assertThat(server.handled()).isEqualTo(handledBefore);
    }

    @Test
    void aChunkedBodyShouldBeRead() {
        String answer = Wire.exchange(
                server.address(),
                post("Transfer-Encoding: chunked\r\n", "6\r\n{\"text\r\n6\r\n\":\"a\"}\r\n0\r\n\r\n"));

        assertThat(Wire.status(answer)).isEqualTo(200);
        assertThat(Wire.header(answer, "Connection")).containsExactly("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\nabc", "3\r\nabcdef\r\n0\r\n\r\n", "fffffffffffffffff\r\na", "3;x\nabc\r\n0\r\n\r\n"})
    void aBrokenChunkShouldEndTheConnection(String chunks) {
        Wire.exchange(server.address(), post("Transfer-Encoding: chunked\r\n", chunks));

        assertThat(server.handled()).isEqualTo(handledBefore);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /livez HTTP/1.1\nHost: x\n\n",
                "GET  HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / /x HTTP/1.1\r\nHost: x\r\n\r\n",
                "G\u0000T / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n"
            })
    void whatIsNoRequestShouldBeAProblemAndTheEnd(String bytes) {
        String answer = Wire.exchange(server.address(), bytes);

        assertThat(Wire.status(answer)).isEqualTo(400);
        assertThat(answer).contains("problems/invalid-request", "requestId", "frame-ancestors 'none'");
    }

    @Test
    void headAndAddressShouldBeBounded() {
        String longAddress =
                Wire.exchange(server.address(), "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        String longHeader =
                Wire.exchange(server.address(), "GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(20_000) + "\r\n\r\n");
        String manyHeaders =
                Wire.exchange(server.address(), "GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(6000) + "\r\n");

        assertThat(Wire.status(longAddress)).isEqualTo(414);
        assertThat(Wire.status(longHeader)).isEqualTo(431);
        assertThat(Wire.status(manyHeaders)).isEqualTo(431);
        assertThat(longAddress).contains("problems/address-too-long");
        assertThat(longHeader).contains("problems/headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "?x", "evil.example:443", "\\\\evil.example"})
    void aTargetThatIsNoPathShouldBeAProblemWithAllHeaders(String target) {
        String answer =
                Wire.exchange(server.address(), "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(Wire.status(answer)).isIn(400, 404);
        assertThat(answer).containsPattern("\"requestId\":\"[0-9a-f]{16}\"").contains("frame-ancestors 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "websocket"})
    void nothingShouldBeUpgraded(String protocol) {
        String answer = Wire.exchange(
                server.address(),
                "GET / HTTP/1.1\r\nHost: gatehouse.example\r\nConnection: close, Upgrade, HTTP2-Settings\r\nUpgrade: "
                        + protocol
                        + "\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n");

        assertThat(Wire.status(answer)).isEqualTo(200);
    }

    @Test
    void aBodyBeyondTheLimitShouldBeRefusedWithoutBeingKept() {
        try (Wire declared = new Wire(server.address());
                Wire counted = new Wire(server.address())) {
            String refused =
                    declared.send(post("Content-Length: 17000\r\n", "")).readAnswer();
            assertThat(Wire.status(refused)).isEqualTo(413);
            declared.send(" ".repeat(17_000));
            assertThat(Wire.status(
                            declared.send(post("Content-Length: 12\r\n", BODY)).readAnswer()))
                    .as("the connection goes on after the rest of the body")
                    .isEqualTo(200);

            counted.send(post("Transfer-Encoding: chunked\r\n", ""));
            counted.send("1000\r\n" + "a".repeat(0x1000) + "\r\n").send("1000\r\n" + "a".repeat(0x1000) + "\r\n");
            counted.send("1000\r\n" + "a".repeat(0x1000) + "\r\n").send("1001\r\n" + "a".repeat(0x1001) + "\r\n");
            assertThat(Wire.status(counted.readAll())).isEqualTo(413);
        }
    }

    @Test
    void nobodyShouldSendForEverAfterTheAnswer() {
        try (Wire wire = new Wire(server.address())) {
            wire.send("POST /nowhere HTTP/1.1\r\n" + HEAD + "Content-Length: 9999999999\r\n\r\n")
                    .readAnswer();

            assertThat(wire.readAll()).isEmpty();
        }
    }

    @Test
    void whoIsNotSignedInShouldNotMakeTheServerHoldABody() {
        try (Wire wire = new Wire(server.address())) {
            String answer = wire.send("POST /api/v1/own HTTP/1.1\r\n" + HEAD + "Content-Length: 60000\r\n\r\n")
                    .readAnswer();

            assertThat(Wire.status(answer)).as("before a byte of the body").isEqualTo(401);
        }
    }

    @Test
    void anotherSiteShouldBeRefusedBeforeTheBody() {
        try (Wire wire = new Wire(server.address())) {
            String answer = wire.send("POST /api/v1/own HTTP/1.1\r\n" + HEAD
                            + "Origin: https://evil.example\r\nContent-Length: 60000\r\n\r\n")
                    .readAnswer();

            assertThat(answer).contains("cross-site-request");
        }
    }

    @Test
    void anExpectationShouldBeMetOrRefused() {
        try (Wire wire = new Wire(server.address())) {
            String go = wire.send(post("Expect: 100-continue\r\nContent-Length: 12\r\n", ""))
                    .readAnswer();
            assertThat(Wire.status(go)).isEqualTo(100);
            assertThat(Wire.status(wire.send(BODY).readAnswer())).isEqualTo(200);

            String tooLarge = wire.send(post("Expect: 100-continue\r\nContent-Length: 70000\r\n", ""))
                    .readAnswer();
            assertThat(Wire.status(tooLarge)).isEqualTo(413);
        }
        String odd = Wire.exchange(
                server.address(), post("Connection: close\r\nExpect: a-miracle\r\nContent-Length: 12\r\n", BODY));
        assertThat(Wire.status(odd)).isEqualTo(417);
    }

    /** Slowloris: each byte comes in time, the whole never does. */
    @Test
    void nobodyShouldKeepAConnectionBusyBySendingSlowly() {
        for (String begin : List.of(
                "",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nA: ",
                post("Content-Length: 4000\r\n", "{"),
                post("Transfer-Encoding: chunked\r\n", "fff\r\n{"))) {
            try (Wire wire = new Wire(server.address())) {
                long start = System.nanoTime();
                wire.send(begin);

                assertThat(wire.drip()).as(begin).isLessThan(Duration.ofSeconds(10));
                assertThat(System.nanoTime() - start)
                        .isGreaterThan(Duration.ofMillis(500).toNanos());
            }
        }
    }

    private static String post(String headers, String body) {
        return "POST /api/v1/echo HTTP/1.1\r\n" + HEAD + headers + "\r\n" + body;
    }
}
