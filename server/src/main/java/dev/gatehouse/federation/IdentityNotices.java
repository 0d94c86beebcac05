package dev.gatehouse.federation;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Letter;
import dev.gatehouse.account.Letters;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.net.URI;
import java.time.Clock;

/** What people are told about what is connected with their account. */
final class IdentityNotices {

    private final Letters letters;
    private final URI publicUrl;
    private final Clock clock;

    IdentityNotices(Letters letters, URI publicUrl, Clock clock) {
        this.letters = letters;
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
                        Letter.time(clock.instant()),
                        where,
                        publicUrl.resolve("/security"));
        return letters.toOwner(
                tx, account, new Letter(connected ? "identity-connected" : "identity-removed", subject, text));
    }
}
