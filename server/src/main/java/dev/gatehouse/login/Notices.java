package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Letter;
import dev.gatehouse.account.Letters;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.UserAgent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The mails of the sign-in: links, and what the owner of an account is told. Links always start with our own address. */
final class Notices {

    private final Letters letters;
    private final URI publicUrl;
    private final Clock clock;

    Notices(Letters letters, URI publicUrl, Clock clock) {
        this.letters = letters;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    Future<Void> invitation(SqlClient tx, Account account, Token token, Instant until) {
        return letters.to(
                tx,
                account,
                List.of(account.label()),
                new Letter("invitation", "Your account at " + account.organisation(), """
                Hello %s,

                %s has an account for you. Choose your password here:

                %s

                The link works once, until %s.
                """.formatted(
                        account.name(), account.organisation(), link("invitation", token), Letter.time(until))));
    }

    Future<Void> reset(SqlClient tx, Account account, String recipient, Token token, Instant until, Origin origin) {
        return letters.to(
                tx, account, List.of(recipient), new Letter("password-reset", "Choose a new password", """
                Hello %s,

                somebody asked for a new password for your account at %s%s. Choose it here:

                %s

                The link works once, until %s. Your authenticators stay as they are, and signing in still asks for them.
                If it was not you, do nothing: your password still holds.
                """.formatted(
                                account.name(),
                                account.organisation(),
                                where(origin),
                                link("reset", token),
                                Letter.time(until))));
    }

    Future<Void> passwordChanged(SqlClient tx, Account account, Origin origin) {
        return letters.toOwner(tx, account, new Letter("password-changed", "Your password was changed", """
                Hello %s,

                the password of your account at %s was changed on %s%s. Your other sessions have ended.

                If it was not you, choose a new password at once:
                %s
                and tell your administrator.
                """.formatted(
                account.name(), account.organisation(), Letter.time(clock.instant()), where(origin), page("/reset"))));
    }

    Future<Void> newDevice(SqlClient tx, Account account, Origin origin) {
        return letters.toOwner(tx, account, new Letter("new-device", "Signed in on a new device", """
                Hello %s,

                your account at %s was signed in to on a new device on %s%s:

                %s

                If it was not you, open your security settings and choose "This was not me":
                %s
                """.formatted(
                        account.name(),
                        account.organisation(),
                        Letter.time(clock.instant()),
                        where(origin),
                        UserAgent.inWords(origin.client()),
                        page("/security"))));
    }

    /** Told to the old address with the link that takes the change back, and to everybody else without it. */
    Future<Void> recoveryAddressChanged(
            SqlClient tx, Account before, String change, Optional<LinkService.Made> undo, Origin origin) {
        String text = "Hello " + before.name() + ",\n\nthe recovery address of your account at " + before.organisation()
                + " was " + change + " on " + Letter.time(clock.instant()) + where(origin) + ".\n\nIf it was not you, ";
        String old = before.recoveryAddress();
        List<String> others = before.noticeMailboxes(clock.instant()).stream()
                .filter(mailbox -> !mailbox.equals(old))
                .toList();
        Future<Void> told = letters.to(tx, before, others, addressChanged(text + "tell your administrator.\n"));
        if (old == null || undo.isEmpty()) {
            return told;
        }
        String undoing = "take it back here, until " + Letter.time(undo.get().until()) + ":\n\n"
                + link("undo-address", undo.get().token()) + "\n";
        return told.compose(done -> letters.to(tx, before, List.of(old), addressChanged(text + undoing)));
    }

    private static Letter addressChanged(String text) {
        return new Letter("address-changed", "Your recovery address was changed", text);
    }

    /** Tells the owner and the organisation's administrators that somebody else was in the account. */
    Future<Void> disowned(SqlClient tx, Account account, String what) {
        String text =
                "Somebody other than " + account.name() + " (" + account.label() + ") was signed in to the account, "
                        + "says its owner.\n\n" + what + "\n\nThe password must be changed at the next sign-in.\n";
        Letter letter = new Letter("disowned", "A sign-in was not the owner's", text);
        return letters.toOwner(tx, account, letter).compose(done -> letters.toAdministrators(tx, account, letter));
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
