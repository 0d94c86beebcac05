package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTransportTest {

    private static final UUID ID = UUID.fromString("0193a3c0-0000-7000-8000-0000000000aa");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void messageShouldSayThatItWasMadeByAMachine() {
        String message = encoded("bob@acme.example", "Your code", "12345678\n");

        assertThat(message)
                .contains("From: Gatehouse <noreply@front.example>\n")
                .contains("To: bob@acme.example\n")
                .contains("Subject: Your code\n")
                .contains("Message-ID: <" + ID + "@front.example>\n")
                .contains("Date: Tue, 24 Nov 2026 08:00:00 +0000\n")
                .contains("Auto-Submitted: auto-generated\n")
                .contains("12345678");
    }

    @Test
    void internationalDomainShouldBeSentInAscii() {
        assertThat(encoded("bob@bücher.example", "Grüße", "x"))
                .contains("To: bob@xn--bcher-kva.example\n")
                .contains("Subject: =?UTF-8?Q?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'hara", "a+b", "{x}|y", "-dash", "a.b=c", "a/b", "!#$%&*?^_`~"})
    void everyLocalPartThatIsTakenShouldBeSentAsItIs(String local) {
        String address = local + "@acme.example";

        assertThat(encoded(address, "x", "x")).contains("To: " + address + "\n");
        assertThat(new io.vertx.ext.mail.mailencoder.EmailAddress(address).getEmail())
                .isEqualTo(address);
    }

    @Test
    void nothingInAMessageShouldAddAHeader() {
        assertThat(encoded("bob@acme.example", "a\r\nBcc: eve@evil.example", "x")
                        .lines())
                .noneMatch(line -> line.startsWith("Bcc:"));
    }

    @Test
    void senderWithALineBreakShouldBeRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> relay("a@b.example\nBcc: eve@evil.example"));
    }

    private String encoded(String recipient, String subject, String body) {
        OutgoingMail outgoing = new OutgoingMail(
                ID, Instant.parse("2026-11-24T08:00:00Z"), 1, new Mail(null, recipient, "test", subject, body));
        RelayTransport transport = new RelayTransport(vertx, relay("Gatehouse <noreply@front.example>"), 1);
        return new MailEncoder(transport.message(outgoing), "ignored").encode().replace("\r\n", "\n");
    }

    private static Relay relay(String from) {
        return new Relay("127.0.0.1", 25, false, Optional.empty(), Optional.empty(), from);
    }
}
