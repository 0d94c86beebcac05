package dev.gatehouse.mail;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements on the queue. */
final class MailStore {

    static final String CHANNEL = "gatehouse_mail";

    private static final String COLUMNS =
            "id, organisation_id, recipient, kind, subject, body, state, detail, attempts, created_at, state_at";

    /** Queues the message; every node hears of it when the transaction commits. */
    Future<Void> queue(SqlClient tx, UUID id, Mail mail, Instant now) {
        return tx.preparedQuery("""
                        WITH queued AS (
                            INSERT INTO mail_outgoing (id, organisation_id, recipient, kind, subject, body, created_at,
                                next_attempt_at, state_at)
                            VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7) RETURNING id)
                        SELECT pg_notify($8, '')::text FROM queued""")
                .execute(Tuple.tuple()
                        .addValue(id)
                        .addValue(mail.organisationId())
                        .addValue(mail.recipient())
                        .addValue(mail.kind())
                        .addValue(mail.subject())
                        .addValue(mail.body())
                        .addValue(Rows.time(now))
                        .addValue(CHANNEL))
                .mapEmpty();
    }

    Future<Optional<Delivery>> delivery(SqlClient client, UUID id) {
        return client.preparedQuery("SELECT state, state_at, detail FROM mail_outgoing WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, MailStore::delivery));
    }

    /**
     * Takes messages that are due and keeps them from everybody else until the lease ends. Half of them are the newest, so that
     * a code never waits behind ten thousand invitations; the other half are the oldest, so that those are never forgotten.
     */
    Future<List<OutgoingMail>> claim(SqlClient client, int limit, Instant now, Instant leaseUntil) {
        return client.preparedQuery("""
                        WITH newest AS (
                            SELECT id FROM mail_outgoing WHERE state = 'queued' AND next_attempt_at <= $1
                            ORDER BY next_attempt_at DESC LIMIT $2 FOR UPDATE SKIP LOCKED),
                        oldest AS (
                            SELECT id FROM mail_outgoing WHERE state = 'queued' AND next_attempt_at <= $1
                            ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED)
                        UPDATE mail_outgoing SET next_attempt_at = $4, attempts = attempts + 1
                        WHERE id IN (SELECT id FROM newest UNION SELECT id FROM oldest)
                        RETURNING\s""" + COLUMNS)
                .execute(Tuple.of(Rows.time(now), limit - limit / 2, limit / 2, Rows.time(leaseUntil)))
                .map(rows -> Rows.list(rows, MailStore::outgoing));
    }

    Future<Void> accepted(SqlClient client, UUID id, Instant now, boolean keepBody) {
        return client.preparedQuery("""
                        UPDATE mail_outgoing SET state = 'accepted', state_at = $2, detail = NULL,
                            body = CASE WHEN $3 THEN body ELSE '' END
                        WHERE id = $1 AND state = 'queued'""")
                .execute(Tuple.of(id, Rows.time(now), keepBody))
                .mapEmpty();
    }

    Future<Void> failed(SqlClient client, UUID id, Instant now, @Nullable String detail) {
        return client.preparedQuery("""
                        UPDATE mail_outgoing SET state = 'failed', state_at = $2, detail = $3, body = ''
                        WHERE id = $1 AND state = 'queued'""")
                .execute(Tuple.of(id, Rows.time(now), detail))
                .mapEmpty();
    }

    Future<Void> postpone(SqlClient client, UUID id, Instant next, @Nullable String detail) {
        return client.preparedQuery("""
                        UPDATE mail_outgoing SET next_attempt_at = $2, detail = $3 WHERE id = $1 AND state = 'queued'""")
                .execute(Tuple.of(id, Rows.time(next), detail))
                .mapEmpty();
    }

    Future<Void> forget(SqlClient client, Instant before) {
        return client.preparedQuery("DELETE FROM mail_outgoing WHERE created_at < $1 AND state <> 'queued'")
                .execute(Tuple.of(Rows.time(before)))
                .mapEmpty();
    }

    /** Newest first, to that recipient if one is given. */
    Future<List<StoredMail>> recent(SqlClient client, Optional<String> recipient, int limit) {
        return client.preparedQuery("SELECT " + COLUMNS + " FROM mail_outgoing"
                        + " WHERE $1::text IS NULL OR recipient = $1 ORDER BY created_at DESC, id DESC LIMIT $2")
                .execute(Tuple.of(recipient.orElse(null), limit))
                .map(rows -> Rows.list(rows, MailStore::stored));
    }

    Future<Optional<StoredMail>> find(SqlClient client, UUID id) {
        return client.preparedQuery("SELECT " + COLUMNS + " FROM mail_outgoing WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, MailStore::stored));
    }

    private static StoredMail stored(Row row) {
        return new StoredMail(outgoing(row), delivery(row));
    }

    private static OutgoingMail outgoing(Row row) {
        Mail mail = new Mail(
                row.getUUID("organisation_id"),
                Rows.string(row, "recipient"),
                Rows.string(row, "kind"),
                Rows.string(row, "subject"),
                Rows.string(row, "body"));
        return new OutgoingMail(
                Rows.uuid(row, "id"), Rows.instant(row, "created_at"), row.getInteger("attempts"), mail);
    }

    private static Delivery delivery(Row row) {
        Delivery.State state = Delivery.State.valueOf(Rows.string(row, "state").toUpperCase(Locale.ROOT));
        return new Delivery(state, Rows.instant(row, "state_at"), row.getString("detail"));
    }
}
