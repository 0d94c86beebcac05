package dev.gatehouse.factor;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Mailed codes that wait for their answer. */
final class MailCodeStore {

    private static final String COLUMNS = "id, address, code, tries, mail_id, sent_at, expires_at";

    record Sent(UUID id, String address, Buffer code, int tries, UUID mailId, Instant sentAt, Instant expiresAt) {}

    Future<Optional<Sent>> find(SqlClient client, Bond bond) {
        return client.preparedQuery(
                        "SELECT " + COLUMNS + " FROM factor_mail_codes WHERE transaction_id = $1 OR session_id = $2")
                .execute(Tuple.of(bond.transactionId(), bond.sessionId()))
                .map(rows -> Rows.first(rows, MailCodeStore::sent));
    }

    Future<Optional<Sent>> lock(SqlClient tx, Bond bond) {
        return tx.preparedQuery("SELECT " + COLUMNS
                        + " FROM factor_mail_codes WHERE transaction_id = $1 OR session_id = $2 FOR UPDATE")
                .execute(Tuple.of(bond.transactionId(), bond.sessionId()))
                .map(rows -> Rows.first(rows, MailCodeStore::sent));
    }

    /** Stores the first code; false when another was stored at the same time. */
    Future<Boolean> insert(SqlClient tx, UUID accountId, Bond bond, Sent sent) {
        return tx.preparedQuery("""
                        INSERT INTO factor_mail_codes
                            (id, account_id, transaction_id, session_id, address, code, mail_id, sent_at, expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                        ON CONFLICT DO NOTHING
                        """)
                .execute(Tuple.of(sent.id(), accountId, bond.transactionId(), bond.sessionId(), sent.address())
                        .addValue(sent.code())
                        .addValue(sent.mailId())
                        .addValue(Rows.time(sent.sentAt()))
                        .addValue(Rows.time(sent.expiresAt())))
                .map(Rows::changed);
    }

    /** Replaces a code that the transaction has locked; the count of tries stays. */
    Future<Boolean> replace(SqlClient tx, Sent sent) {
        return tx.preparedQuery("""
                        UPDATE factor_mail_codes
                        SET address = $2, code = $3, mail_id = $4, sent_at = $5, expires_at = $6
                        WHERE id = $1
                        """)
                .execute(Tuple.of(
                        sent.id(),
                        sent.address(),
                        sent.code(),
                        sent.mailId(),
                        Rows.time(sent.sentAt()),
                        Rows.time(sent.expiresAt())))
                .map(Rows::changed);
    }

    /**
     * Counts a try and hands out the code to compare it with; empty when there is none, it has expired, or no try is left.
     * The row stays locked until the transaction ends, so that tries at once on several nodes are counted one by one.
     */
    Future<Optional<Sent>> countTry(SqlClient tx, Bond bond, int maxTries, Instant now) {
        return tx.preparedQuery("""
                        UPDATE factor_mail_codes SET tries = tries + 1
                        WHERE (transaction_id = $1 OR session_id = $2) AND tries < $3 AND expires_at > $4
                        RETURNING\s""" + COLUMNS)
                .execute(Tuple.of(bond.transactionId(), bond.sessionId(), maxTries, Rows.time(now)))
                .map(rows -> Rows.first(rows, MailCodeStore::sent));
    }

    /** Uses up a code; false when somebody else just did. */
    Future<Boolean> take(SqlClient tx, UUID id) {
        return tx.preparedQuery("DELETE FROM factor_mail_codes WHERE id = $1")
                .execute(Tuple.of(id))
                .map(Rows::changed);
    }

    private static Sent sent(Row row) {
        return new Sent(
                Rows.uuid(row, "id"),
                Rows.string(row, "address"),
                row.getBuffer("code"),
                row.getInteger("tries"),
                Rows.uuid(row, "mail_id"),
                Rows.instant(row, "sent_at"),
                Rows.instant(row, "expires_at"));
    }
}
