package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OwnDatabase;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.parsetools.RecordParser;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailIT {

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final AtomicReference<String> rcptReply = new AtomicReference<>("250 ok");

    private OwnDatabase database;
    private Db db;
    private Notifications notifications;
    private MailService mail;
    private String deployment = "";

    @BeforeEach
    void start() {
        database = new OwnDatabase();
        db = database.db();
        notifications = database.notifications();
        mail = new MailService(db, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        notifications.close().await();
        database.close();
    }

    @Test
    void messageShouldReachTheRelayAtOnceAndLoseItsText() throws Exception {
        deploy(Optional.of(relay()));
        send("warm@acme.example", "warm");
        assertThat(received.poll(10, TimeUnit.SECONDS)).contains("warm");

        long start = System.nanoTime();
        UUID id = send("bob@acme.example", "12345678\n.dot\n");
        String message = received.poll(10, TimeUnit.SECONDS);
        long millis = (System.nanoTime() - start) / 1_000_000;

        assertThat(message).contains("12345678\r\n..dot").contains("Auto-Submitted: auto-generated");
        assertThat(millis).isLessThan(500);
        await(id, delivery -> delivery.state() == Delivery.State.ACCEPTED);
        assertThat(body(id)).isEmpty();
    }

    @Test
    void messageRefusedForGoodShouldFailWithWhatTheServerSaid() {
        rcptReply.set("550 5.1.1 no such user");
        deploy(Optional.of(relay()));

        UUID id = send("bob@acme.example", "12345678");

        Delivery delivery = await(id, d -> d.state() == Delivery.State.FAILED);
        assertThat(delivery.detail()).contains("no such user");
        assertThat(body(id)).isEmpty();
    }

    @Test
    void messageRefusedForNowShouldWait() throws Exception {
        rcptReply.set("451 later");
        deploy(Optional.of(relay()));

        UUID id = send("bob@acme.example", "12345678");

        Delivery delivery = await(id, d -> d.detail() != null);
        assertThat(delivery.state()).isEqualTo(Delivery.State.QUEUED);
        rcptReply.set("250 ok");
        assertThat(received.poll(15, TimeUnit.SECONDS)).contains("12345678");
        assertThat(await(id, d -> d.state() == Delivery.State.ACCEPTED).detail())
                .isNull();
    }

    @Test
    void nothingShouldBeSentToARelayThatCannotEncryptWhenItMust() {
        Relay plain = relay();
        deploy(Optional.of(
                new Relay(plain.host(), plain.port(), true, Optional.empty(), Optional.empty(), plain.from())));

        UUID id = send("bob@acme.example", "12345678");

        assertThat(await(id, d -> d.detail() != null).state()).isEqualTo(Delivery.State.QUEUED);
        assertThat(received).isEmpty();
    }

    @Test
    void rolledBackMessageShouldNotBeSent() {
        deploy(Optional.of(relay()));

        db.transaction(tx -> mail.send(tx, new Mail(null, "a@b.example", "test", "s", "gone"))
                        .compose(id -> Future.<Void>failedFuture(new IllegalStateException("no"))))
                .otherwiseEmpty()
                .await();
        send("bob@acme.example", "kept");

        String got = poll();
        assertThat(got).contains("kept");
        assertThat(received).isEmpty();
    }

    @Test
    void leaseOfADeadNodeShouldEnd() {
        UUID id = send("bob@acme.example", "12345678");
        mail.claim(5).await();
        assertThat(mail.claim(5).await()).isEmpty();

        Clock later = Clock.fixed(Instant.now().plus(Duration.ofSeconds(61)), ZoneOffset.UTC);
        List<OutgoingMail> again = new MailService(db, later).claim(5).await();

        assertThat(again).extracting(OutgoingMail::id).containsExactly(id);
        assertThat(again.getFirst().attempts()).isEqualTo(2);
    }

    @Test
    void freshMessageShouldNotWaitBehindABacklog() {
        for (int i = 0; i < 50; i++) {
            send("p" + i + "@acme.example", "invitation");
        }
        UUID fresh = send("bob@acme.example", "code");

        List<OutgoingMail> first = mail.claim(4).await();

        assertThat(first).hasSize(4).extracting(OutgoingMail::id).contains(fresh);
    }

    @Test
    void capturedMailShouldBeReadableAndHarmless() throws Exception {
        deploy(Optional.empty());
        UUID id = db.transaction(tx -> mail.send(
                        tx,
                        new Mail(
                                null,
                                "bob@acme.example",
                                "test",
                                "<script>alert(1)</script>",
                                "Go to http://localhost:8080/invitation?a=1&b=<b>\"x")))
                .await();
        await(id, d -> d.state() == Delivery.State.ACCEPTED);
        Router router = Router.router(database.vertx());
        new CapturedMail(db).mount(router);
        int port = database.vertx()
                .createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();

        String list = get(port, "/mail");
        String page = get(port, "/mail/" + id);
        String json = get(port, "/mail.json?to=bob@acme.example");

        assertThat(list).contains("&lt;script&gt;").doesNotContain("<script");
        assertThat(page)
                .contains("<a href=\"http://localhost:8080/invitation?a=1&amp;b=\"")
                .contains("&lt;b&gt;&quot;x")
                .doesNotContain("<script");
        assertThat(json).contains("\"to\":\"bob@acme.example\"").contains("\"state\":\"accepted\"");
        assertThat(get(port, "/mail.json?to=nobody@acme.example")).isEqualTo("{\"items\":[]}");
    }

    private String poll() {
        try {
            return String.valueOf(received.poll(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String get(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private void deploy(Optional<Relay> relay) {
        deployment = database.vertx()
                .deployVerticle(new MailJob(mail, notifications, relay))
                .await();
        assertThat(deployment).isNotEmpty();
    }

    private UUID send(String recipient, String body) {
        return db.transaction(tx -> mail.send(tx, new Mail(null, recipient, "test", "Subject", body)))
                .await();
    }

    private String body(UUID id) {
        return db.query(client -> new MailStore().find(client, id))
                .await()
                .orElseThrow()
                .outgoing()
                .mail()
                .body();
    }

    private Delivery await(UUID id, Predicate<Delivery> wanted) {
        return Eventually.get(() -> {
            Delivery delivery =
                    db.query(client -> mail.delivery(client, id)).await().orElseThrow();
            assertThat(delivery).matches(wanted);
            return delivery;
        });
    }

    private Relay relay() {
        NetServer server = database.vertx().createNetServer().connectHandler(socket -> {
            socket.write("220 test\r\n");
            StringBuilder data = new StringBuilder();
            boolean[] inData = {false};
            socket.handler(RecordParser.newDelimited("\r\n", line -> {
                String text = line.toString();
                if (inData[0]) {
                    if (text.equals(".")) {
                        inData[0] = false;
                        received.add(data.toString());
                        data.setLength(0);
                        socket.write("250 kept\r\n");
                    } else {
                        data.append(text).append("\r\n");
                    }
                    return;
                }
                String verb = text.split(" ", 2)[0];
                switch (verb) {
                    case "EHLO" -> socket.write("250-test\r\n250 8BITMIME\r\n");
                    case "RCPT" -> socket.write(rcptReply.get() + "\r\n");
                    case "DATA" -> {
                        inData[0] = true;
                        socket.write("354 go\r\n");
                    }
                    case "QUIT" -> socket.end(Buffer.buffer("221 bye\r\n"));
                    default -> socket.write("250 ok\r\n");
                }
            }));
        });
        int port = server.listen(0, "127.0.0.1").await().actualPort();
        return new Relay("127.0.0.1", port, false, Optional.empty(), Optional.empty(), "Gatehouse <g@front.example>");
    }
}
