package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.UserAgent;
import dev.gatehouse.mail.Mail;
import dev.gatehouse.mail.MailService;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The mails of the sign-in: links, and what the owner of an account is told. Links always start with our own address. */
final class Notices {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final MailService mail;
    private final AccountDirectory accounts;
    private final URI publicUrl;
    private final Clock clock;

    Notices(MailService mail, AccountDirectory accounts, URI publicUrl, Clock clock) {
        this.mail = mail;
        this.accounts = accounts;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    Future<Void> invitation(SqlClient tx, Account account, Token token, Instant until) {
        return send(
                tx,
                account,
                List.of(account.label()),
                "invitation",
                "Your account at " + account.organisation(),
                """
                Hello %s,

                %s has an account for you. Choose your password here:

                %s

                The link works once, until %s.
                """.formatted(account.name(), account.organisation(), link("invitation", token), TIME.format(until)));
    }

    Future<Void> reset(SqlClient tx, Account account, String recipient, Token token, Instant until, Origin origin) {
        return send(tx, account, List.of(recipient), "password-reset", "Choose a new password", """
                Hello %s,

                somebody asked for a new password for your account at %s%s. Choose it here:

                %s

                The link works once, until %s. Your authenticators stay as they are, and signing in still asks for them.
                If it was not you, do nothing: your password still holds.
                """.formatted(
                account.name(), account.organisation(), where(origin), link("reset", token), TIME.format(until)));
    }

    Future<Void> passwordChanged(SqlClient tx, Account account, Origin origin) {
        return send(tx, account, mailboxes(account), "password-changed", "Your password was changed", """
                Hello %s,

                the password of your account at %s was changed on %s%s. Your other sessions have ended.

                If it was not you, choose a new password at once:
                %s
                and tell your administrator.
                """.formatted(
                account.name(), account.organisation(), TIME.format(clock.instant()), where(origin), page("/reset")));
    }

    Future<Void> newDevice(SqlClient tx, Account account, Origin origin) {
        return send(tx, account, mailboxes(account), "new-device", "Signed in on a new device", """
                Hello %s,

                your account at %s was signed in to on a new device on %s%s:

                %s

                If it was not you, open your security settings and choose "This was not me":
                %s
                """.formatted(
                        account.name(),
                        account.organisation(),
                        TIME.format(clock.instant()),
                        where(origin),
                        UserAgent.inWords(origin.client()),
                        page("/security")));
    }

    /** Told to the old address with the link that takes the change back, and to everybody else without it. */
    Future<Void> recoveryAddressChanged(
            SqlClient tx, Account before, String change, Optional<LinkService.Made> undo, Origin origin) {
        String text = "Hello " + before.name() + ",\n\nthe recovery address of your account at " + before.organisation()
                + " was " + change + " on " + TIME.format(clock.instant()) + where(origin) + ".\n";
        String old = before.recoveryAddress();
        Set<String> others = new LinkedHashSet<>(mailboxes(before));
        others.remove(old);
        Future<Void> told = send(
                tx,
                before,
                others,
                "address-changed",
                "Your recovery address was changed",
                text + "\nIf it was not you, tell your administrator.\n");
        if (old == null || undo.isEmpty()) {
            return told;
        }
        String undoText = text + "\nIf it was not you, take it back here, until "
                + TIME.format(undo.get().until()) + ":\n\n"
                + link("undo-address", undo.get().token()) + "\n";
        return told.compose(done ->
                send(tx, before, List.of(old), "address-changed", "Your recovery address was changed", undoText));
    }

    /** Tells the owner and the organisation's administrators that somebody else was in the account. */
    Future<Void> disowned(SqlClient tx, Account account, String what) {
        String text =
                "Somebody other than " + account.name() + " (" + account.label() + ") was signed in to the account, "
                        + "says its owner.\n\n" + what + "\n\nThe password must be changed at the next sign-in.\n";
        return accounts.administrators(tx, account.organisationId()).compose(administrators -> {
            Set<String> recipients = new LinkedHashSet<>(mailboxes(account));
            recipients.addAll(administrators);
            return send(tx, account, recipients, "disowned", "A sign-in was not the owner's", text);
        });
    }

    private Future<Void> send(
            SqlClient tx, Account account, Collection<String> recipients, String kind, String subject, String body) {
        Future<Void> sent = Future.succeededFuture();
        for (String recipient : recipients) {
            Mail message = new Mail(account.organisationId(), recipient, kind, subject, body);
            sent = sent.compose(done -> mail.send(tx, message).mapEmpty());
        }
        return sent;
    }

    /** A person who can read mail only behind this sign-in is told there all the same. */
    private List<String> mailboxes(Account account) {
        List<String> reachable = account.reachableMailboxes(clock.instant());
        return reachable.isEmpty() ? List.of(account.label()) : reachable;
    }

    /** The secret stands behind {@code #}, where no server and no proxy log sees it. */
    private String link(String page, Token token) {
        return page("/" + page) + "#" + token.secret();
    }

    private String page(String path) {
        return publicUrl.resolve(path).toString();
    }

    private static String where(Origin origin) {
        return origin.network().equals("local") ? "" : ", from " + origin.network();
    }
}
