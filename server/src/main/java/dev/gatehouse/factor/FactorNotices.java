package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Letter;
import dev.gatehouse.account.Letters;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.UserAgent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;

/** Tells people about changes of authenticators: the owner, at every mailbox that can be reached, and the administrators. */
final class FactorNotices {

    private final Letters letters;
    private final Clock clock;

    FactorNotices(Letters letters, Clock clock) {
        this.letters = letters;
        this.clock = clock;
    }

    /** Queues the letters as part of the transaction that made the change. */
    Future<Void> tell(SqlClient tx, Account account, Notice notice) {
        String facts = facts(account, notice, clock.instant());
        return letters.toOwner(tx, account, notice.letter(ownerText(account, notice, facts)))
                .compose(done ->
                        letters.toAdministrators(tx, account, notice.letter(administratorText(account, facts))));
    }

    private static String ownerText(Account account, Notice notice, String facts) {
        return "Hello " + account.name() + ",\n\n" + facts + "\n" + notice.advice() + "\n";
    }

    private static String administratorText(Account account, String facts) {
        return "You receive this as an administrator of " + account.organisation() + ".\n\n" + facts
                + "\nThe person was told as well. If this looks wrong, end the person's sessions and look at the audit log.\n";
    }

    private static String facts(Account account, Notice notice, Instant now) {
        return notice.sentence() + "\n\nAccount: " + account.label() + " (" + account.organisation() + ")\nWhen:    "
                + Letter.time(now) + "\n" + notice.origin();
    }

    /** Where a request came from, as lines of a letter. */
    static String lines(Origin origin) {
        return "From:    " + origin.network() + "\nWith:    " + UserAgent.inWords(origin.client()) + "\n";
    }
}
