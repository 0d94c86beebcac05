package dev.gatehouse.federation;

import dev.gatehouse.account.Account;
import dev.gatehouse.http.Origin;
import dev.gatehouse.mail.Mail;
import dev.gatehouse.mail.MailService;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What people are told about what is connected with their account. */
final class IdentityNotices {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final MailService mail;
    private final URI publicUrl;
    private final Clock clock;

    IdentityNotices(MailService mail, URI publicUrl, Clock clock) {
        this.mail = mail;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Somebody has connected a provider with the account, or taken it off. */
    Future<Void> changed(SqlClient tx, Account account, String provider, boolean connected, Origin origin) {
        String subject = connected
                ? "Your account can be opened with " + provider
                : "Your account can no longer be opened with " + provider;
        String what = connected
                ? "was connected with " + provider + ": who signs in there can sign in here"
                : "is no longer connected with " + provider;
        String where = origin.network().equals("local") ? "" : ", from " + origin.network();
        String text = """
                Hello %s,

                your account at %s %s. That was on %s%s.

                If it was not you, look at what is connected, and at your sessions:
                %s
                """.formatted(
                        account.name(),
                        account.organisation(),
                        what,
                        TIME.format(clock.instant()),
                        where,
                        publicUrl.resolve("/security"));
        return send(tx, account, connected ? "identity-connected" : "identity-removed", subject, text);
    }

    private Future<Void> send(SqlClient tx, Account account, String kind, String subject, String text) {
        List<String> reachable = account.reachableMailboxes(clock.instant());
        Future<Void> sent = Future.succeededFuture();
        for (String recipient : reachable.isEmpty() ? List.of(account.label()) : reachable) {
            Mail message = new Mail(account.organisationId(), recipient, kind, subject, text);
            sent = sent.compose(done -> mail.send(tx, message).mapEmpty());
        }
        return sent;
    }
}
