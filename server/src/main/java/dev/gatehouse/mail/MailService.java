package dev.gatehouse.mail;

import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Sends the product's own mail. */
public final class MailService {

    private final Clock clock;

    public MailService(Clock clock) {
        this.clock = clock;
    }

    /** Queues a message as part of the transaction that causes it. */
    public Future<UUID> send(SqlClient tx, Mail mail) {
        UUID id = Ids.next();
        return tx.preparedQuery(
                        "INSERT INTO mail_outgoing (id, organisation_id, recipient, kind, subject, body, created_at, next_attempt_at, state_at, state) VALUES ($1,$2,$3,$4,$5,$6,$7,$7,$7,'accepted')")
                .execute(Tuple.of(
                        id,
                        mail.organisationId(),
                        mail.recipient(),
                        mail.kind(),
                        mail.subject(),
                        mail.body(),
                        Rows.time(clock.instant())))
                .map(id);
    }

    /** How far a message got, as long as it is remembered. */
    public Future<Optional<Delivery>> delivery(SqlClient client, UUID mailId) {
        return client.preparedQuery("SELECT state_at FROM mail_outgoing WHERE id = $1")
                .execute(Tuple.of(mailId))
                .map(rows -> Rows.first(
                        rows, row -> new Delivery(Delivery.State.ACCEPTED, Rows.instant(row, "state_at"), null)));
    }
}
