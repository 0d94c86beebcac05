package dev.gatehouse.mail;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How many mails people may make the product send. Leaky buckets, counted in the transaction that queues the mail: what
 * is undone has not been counted, and parallel requests on many nodes cannot overtake each other.
 */
public final class MailBudgets {

    /**
     * A leaky bucket.
     *
     * @param most that many at once
     * @param drain then one more after each such time
     */
    record Budget(String key, int most, Duration drain) {

        static Budget of(String key, int most, Duration period) {
            return new Budget(key, most, period.dividedBy(most));
        }
    }

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Clock clock;
    private final MailBudgetStore store = new MailBudgetStore();

    public MailBudgets(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a mail to one person that an administrator asks for: 5 an hour and 10 a day for the mailbox, 500 an hour and 2,000 a day
     * for the organisation.
     *
     * @return fails with {@code too-many-mails}
     */
    public Future<Void> take(SqlClient tx, UUID organisationId, String recipient) {
        return take(tx, Budget.of("organisation|" + organisationId + "|hour", 500, HOUR))
                .compose(taken -> take(tx, Budget.of("organisation|" + organisationId + "|day", 2000, DAY)))
                .compose(taken -> person(tx, recipient));
    }

    /**
     * Counts an invitation of an import: the same for the mailbox, 20,000 a day for the organisation, which is two of the largest
     * imports.
     *
     * @return fails with {@code too-many-mails}
     */
    public Future<Void> takeImported(SqlClient tx, UUID organisationId, String recipient) {
        return take(tx, Budget.of("import|" + organisationId + "|day", 20_000, DAY))
                .compose(taken -> person(tx, recipient));
    }

    /**
     * Counts a reset link that anybody can ask for: 5 an hour for the mailbox. By themselves, so that strangers cannot use up what
     * administrators need.
     *
     * @return false, and nothing is counted, when there is no room
     */
    public Future<Boolean> takeReset(SqlClient tx, String recipient) {
        return store.take(tx, Budget.of("reset|" + recipient + "|hour", 5, HOUR), clock.instant());
    }

    /**
     * Counts a notice of a sign-in on a new device: 10 an hour for the account. Who has the password can cause as many as they like.
     *
     * @return false, and nothing is counted, when there is no room
     */
    public Future<Boolean> takeNewDevice(SqlClient tx, UUID accountId) {
        return store.take(tx, Budget.of("new-device|" + accountId + "|hour", 10, HOUR), clock.instant());
    }

    /**
     * Counts a notice of a token that was used twice: 10 an hour for the account. Whoever has an application and a person's consent can
     * cause as many as they like.
     *
     * @return false, and nothing is counted, when there is no room
     */
    public Future<Boolean> takeReplay(SqlClient tx, UUID accountId) {
        return store.take(tx, Budget.of("replay|" + accountId + "|hour", 10, HOUR), clock.instant());
    }

    /**
     * Counts a code to a mailbox that somebody says is theirs: 5 an hour for the mailbox, whoever says so, and 100 an hour for the
     * organisation, which could make up any number of people who say so.
     *
     * @return fails with {@code too-many-mails}
     */
    public Future<Void> takeAddressCode(SqlClient tx, UUID organisationId, String recipient) {
        return take(tx, Budget.of("address-code|" + organisationId + "|hour", 100, HOUR))
                .compose(taken -> take(tx, Budget.of("address-code|" + recipient + "|hour", 5, HOUR)));
    }

    /**
     * Counts a change of which owner and administrators are told: 30 an hour for the account, its own and those of administrators
     * apart. The change is refused, not the notice left out: else thirty harmless changes would hide the one that matters.
     *
     * @param actorId who changes something, or null for nobody who is signed in
     * @return fails with {@code too-many-mails}
     */
    public Future<Void> takeChange(SqlClient tx, UUID accountId, @Nullable UUID actorId) {
        String by = accountId.equals(actorId) ? "own" : "others";
        return take(tx, Budget.of("changes|" + accountId + "|" + by, 30, HOUR));
    }

    /** The same for a sign-in that its owner disowns: 10 an hour. By itself, so that whoever is in there cannot use it up unseen. */
    public Future<Void> takeDisowned(SqlClient tx, UUID accountId) {
        return take(tx, Budget.of("disowned|" + accountId, 10, HOUR));
    }

    // By address, not by account: deleting and creating the account again begins no new count.
    private Future<Void> person(SqlClient tx, String recipient) {
        return take(tx, Budget.of("person|" + recipient + "|hour", 5, HOUR))
                .compose(taken -> take(tx, Budget.of("person|" + recipient + "|day", 10, DAY)));
    }

    private Future<Void> take(SqlClient tx, Budget budget) {
        return store.take(tx, budget, clock.instant())
                .compose(taken -> taken
                        ? Future.succeededFuture()
                        : store.wait(tx, budget, clock.instant())
                                .compose(wait -> Future.failedFuture(
                                        MailProblems.TOO_MANY_MAILS.problem().retryAfter(wait))));
    }
}
