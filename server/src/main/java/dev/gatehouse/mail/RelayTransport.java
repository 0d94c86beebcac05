package dev.gatehouse.mail;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.IDN;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands messages to an SMTP server. */
final class RelayTransport implements MailTransport {

    private static final Logger LOG = LoggerFactory.getLogger(RelayTransport.class);
    private static final int IMPLICIT_TLS_PORT = 465;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int DETAIL_LIMIT = 300;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Longer than a server may need to answer, shorter than the lease of a message. */
    private static final int DEADLINE_SECONDS = 40;

    private final Relay relay;
    private final MailClient client;

    RelayTransport(Vertx vertx, Relay relay, int connections) {
        this.relay = relay;
        this.client = MailClient.create(vertx, config(relay, connections));
    }

    private static MailConfig config(Relay relay, int connections) {
        boolean implicit = relay.tls() && relay.port() == IMPLICIT_TLS_PORT;
        MailConfig config = new MailConfig(relay.host(), relay.port())
                .setSsl(implicit)
                .setStarttls(relay.tls() && !implicit ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setOwnHostname(relay.ownDomain())
                .setMaxPoolSize(connections)
                .setKeepAliveTimeout(30)
                .setKeepAliveTimeoutUnit(TimeUnit.SECONDS)
                .setConnectTimeout(CONNECT_MILLIS);
        relay.user()
                .ifPresentOrElse(
                        user -> config.setLogin(LoginOption.REQUIRED).setUsername(user),
                        () -> config.setLogin(LoginOption.DISABLED));
        relay.password().ifPresent(config::setPassword);
        return config;
    }

    @Override
    public Future<Void> deliver(OutgoingMail outgoing) {
        return Future.succeededFuture()
                .compose(now -> client.sendMail(message(outgoing)))
                .timeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(refused(failure)))
                .mapEmpty();
    }

    @Override
    public boolean keepsText() {
        return false;
    }

    MailMessage message(OutgoingMail outgoing) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                // The same at every attempt, so that a message that arrives twice is seen as one.
                .add("Message-ID", "<" + outgoing.id() + "@" + relay.ownDomain() + ">")
                .add("Date", DATE.format(outgoing.createdAt()))
                // No holiday replies, please (RFC 3834 section 5).
                .add("Auto-Submitted", "auto-generated");
        return new MailMessage()
                .setFrom(relay.from())
                .setTo(ascii(outgoing.mail().recipient()))
                .setSubject(outgoing.mail().subject())
                .setText(outgoing.mail().body())
                .setHeaders(headers);
    }

    /** Domains are stored the way people write them; SMTP without SMTPUTF8 takes ASCII (RFC 5891). */
    private static String ascii(String address) {
        int at = address.lastIndexOf('@');
        return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
    }

    private static Refused refused(Throwable failure) {
        if (failure instanceof SMTPException smtp) {
            String said = smtp.getReplyCode() + " " + smtp.getReplyMessage();
            String line = said.replaceAll("\\p{Cntrl}+", " ").strip();
            String detail = line.length() > DETAIL_LIMIT ? line.substring(0, DETAIL_LIMIT) : line;
            return new Refused(aboutTheMessage(smtp.getReplyCode()), detail);
        }
        LOG.atWarn().addKeyValue("cause", failure.toString()).log("the mail relay cannot be used");
        return new Refused(false, "The mail server did not answer.");
    }

    /** Codes 55x are about recipient or message. Other 5xx, such as a wrong password for the relay, are ours to repair. */
    private static boolean aboutTheMessage(int code) {
        return code >= 550 && code <= 559;
    }
}
