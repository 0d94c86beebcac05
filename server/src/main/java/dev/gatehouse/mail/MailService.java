package dev.gatehouse.mail;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.mail.MailTransport.Refused;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sends the product's own mail. */
public final class MailService {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final Duration DRAINED = Duration.ofDays(2);

    private final Db db;
    private final Clock clock;
    private final MailStore store = new MailStore();
    private final MailBudgetStore budgets = new MailBudgetStore();

    public MailService(Db db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Queues a message as part of the transaction that causes it. It leaves as soon as that commits. */
    public Future<UUID> send(SqlClient tx, Mail mail) {
        UUID id = Ids.next();
        return store.queue(tx, id, mail, clock.instant()).map(id);
    }

    /** How far a message got; remembered for 30 days. */
    public Future<Optional<Delivery>> delivery(SqlClient client, UUID mailId) {
        return store.delivery(client, mailId);
    }

    Future<List<OutgoingMail>> claim(int limit) {
        Instant now = clock.instant();
        return db.query(client -> store.claim(client, limit, now, now.plus(LEASE)));
    }

    Future<Void> accepted(OutgoingMail outgoing, boolean keepText) {
        return db.query(client -> store.accepted(client, outgoing.id(), clock.instant(), keepText));
    }

    Future<Void> refused(OutgoingMail outgoing, Refused refused) {
        Instant now = clock.instant();
        Optional<Instant> next = refused.forGood()
                ? Optional.empty()
                : RetrySchedule.next(outgoing.attempts(), outgoing.createdAt(), now);
        return db.query(client -> next.isPresent()
                ? store.postpone(client, outgoing.id(), next.get(), refused.getMessage())
                : store.failed(client, outgoing.id(), now, refused.getMessage()));
    }

    Future<Void> forgetOld() {
        Instant now = clock.instant();
        return db.query(client -> store.forget(client, now.minus(REMEMBERED)))
                .compose(forgotten -> db.query(client -> budgets.forget(client, now.minus(DRAINED))));
    }
}
