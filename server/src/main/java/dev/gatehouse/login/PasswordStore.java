package dev.gatehouse.login;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code login_passwords} and {@code login_password_history}. */
final class PasswordStore {

    /** Where a trigger tells whose password has changed. */
    static final String CHANNEL = "passwords";

    Future<Optional<PasswordState>> find(SqlClient client, UUID accountId) {
        return client.preparedQuery("SELECT hash, changed_at, must_change FROM login_passwords WHERE account_id = $1")
                .execute(Tuple.of(accountId))
                .map(rows -> Rows.first(
                        rows,
                        row -> new PasswordState(
                                Rows.string(row, "hash"),
                                Rows.instant(row, "changed_at"),
                                row.getBoolean("must_change"))));
    }

    /**
     * A form of hashes: all that say the same about how they are compared.
     *
     * @param name what they begin with, up to the salt
     */
    record Form(String name, String sample) {}

    /** Forms that stored hashes have, other than that one; a handful, since parameters change seldom. */
    Future<List<Form>> foreign(SqlClient client, String current) {
        return client.preparedQuery("""
                        SELECT substring(hash FROM '^(?:\\$?[^$]*\\$[^$]*(?:\\$m=[^$]*)?)') AS form, min(hash) AS sample
                        FROM login_passwords WHERE NOT starts_with(hash, $1)
                        GROUP BY form ORDER BY form LIMIT 50
                        """)
                .execute(Tuple.of(current))
                .map(rows -> Rows.list(rows, row -> new Form(Rows.string(row, "form"), Rows.string(row, "sample"))));
    }

    /** Sets a new password and keeps the one before in the history. */
    Future<Void> set(SqlClient tx, UUID accountId, String hash, Instant now) {
        Db.changed(tx, CHANNEL, accountId);
        return tx.preparedQuery("""
                        INSERT INTO login_password_history (account_id, hash, replaced_at)
                        SELECT account_id, hash, $2 FROM login_passwords WHERE account_id = $1
                        """)
                .execute(Tuple.of(accountId, Rows.time(now)))
                .compose(kept -> tx.preparedQuery("""
                                INSERT INTO login_passwords (account_id, hash, changed_at) VALUES ($1, $2, $3)
                                ON CONFLICT (account_id) DO UPDATE
                                SET hash = excluded.hash, changed_at = excluded.changed_at, must_change = false
                                """).execute(Tuple.of(accountId, hash, Rows.time(now))))
                .mapEmpty();
    }

    /** Replaces the encoding of the same password; nothing happens when it has been changed meanwhile. */
    Future<Void> rehash(SqlClient client, UUID accountId, String before, String after) {
        return client.preparedQuery("UPDATE login_passwords SET hash = $3 WHERE account_id = $1 AND hash = $2")
                .execute(Tuple.of(accountId, before, after))
                .mapEmpty();
    }

    Future<Void> mustChange(SqlClient tx, UUID accountId) {
        Db.changed(tx, CHANNEL, accountId);
        return tx.preparedQuery("UPDATE login_passwords SET must_change = true WHERE account_id = $1")
                .execute(Tuple.of(accountId))
                .mapEmpty();
    }

    /** The hash that holds and the last ones before it, newest first. */
    Future<List<String>> recent(SqlClient client, UUID accountId, int former) {
        return client.preparedQuery("""
                        (SELECT hash FROM login_passwords WHERE account_id = $1)
                        UNION ALL
                        (SELECT hash FROM login_password_history WHERE account_id = $1 ORDER BY replaced_at DESC LIMIT $2)
                        """)
                .execute(Tuple.of(accountId, former))
                .map(rows -> Rows.list(rows, row -> Rows.string(row, "hash")));
    }

    /** Forgets what no policy can ask for any more. */
    Future<Void> trimHistory(SqlClient tx, UUID accountId, int keep) {
        return tx.preparedQuery("""
                        DELETE FROM login_password_history WHERE account_id = $1 AND replaced_at < (
                            SELECT min(replaced_at) FROM (
                                SELECT replaced_at FROM login_password_history WHERE account_id = $1
                                ORDER BY replaced_at DESC LIMIT $2) AS kept)
                        """).execute(Tuple.of(accountId, keep)).mapEmpty();
    }
}
