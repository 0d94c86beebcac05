package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.UserAgent;
import dev.gatehouse.mail.Mail;
import dev.gatehouse.mail.MailService;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells people about changes of authenticators: the owner, at every mailbox that can be reached, and the administrators. */
final class FactorNotices {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final AccountDirectory accounts;
    private final MailService mail;
    private final Clock clock;

    FactorNotices(AccountDirectory accounts, MailService mail, Clock clock) {
        this.accounts = accounts;
        this.mail = mail;
        this.clock = clock;
    }

    /** Queues the letters as part of the transaction that made the change. */
    Future<Void> tell(SqlClient tx, Account account, Notice notice) {
        Instant now = clock.instant();
        return accounts.administrators(tx, account.organisationId()).compose(administrators -> {
            Set<String> owner = owner(account, now);
            Set<String> others = new LinkedHashSet<>(administrators);
            others.removeAll(owner);
            return send(tx, account, notice, owner, ownerLetter(account, notice, now))
                    .compose(done -> send(tx, account, notice, others, administratorLetter(account, notice, now)));
        });
    }

    /** A notice holds no secret, so somebody with no other mailbox is told in the one behind the sign-in. */
    static Set<String> owner(Account account, Instant now) {
        List<String> reachable = account.reachableMailboxes(now);
        return new LinkedHashSet<>(reachable.isEmpty() ? List.of(account.label()) : reachable);
    }

    private Future<Void> send(SqlClient tx, Account account, Notice notice, Set<String> recipients, String body) {
        Future<Void> sent = Future.succeededFuture();
        for (String recipient : recipients) {
            Mail letter = new Mail(account.organisationId(), recipient, notice.kind(), notice.subject(), body);
            sent = sent.compose(before -> mail.send(tx, letter)).mapEmpty();
        }
        return sent;
    }

    private static String ownerLetter(Account account, Notice notice, Instant now) {
        return "Hello " + account.name() + ",\n\n" + facts(account, notice, now) + "\n" + notice.advice() + "\n";
    }

    private static String administratorLetter(Account account, Notice notice, Instant now) {
        return "You receive this as an administrator of " + account.organisation() + ".\n\n"
                + facts(account, notice, now)
                + "\nThe person was told as well. If this looks wrong, end the person's sessions and look at the audit log.\n";
    }

    private static String facts(Account account, Notice notice, Instant now) {
        return notice.sentence() + "\n\nAccount: " + account.label() + " (" + account.organisation() + ")\nWhen:    "
                + TIME.format(now) + "\n" + notice.origin();
    }

    /** A time in a letter. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** Where a request came from, as lines of a letter. */
    static String lines(Origin origin) {
        return "From:    " + origin.network() + "\nWith:    " + UserAgent.inWords(origin.client()) + "\n";
    }
}
