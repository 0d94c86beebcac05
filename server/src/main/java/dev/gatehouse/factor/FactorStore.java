package dev.gatehouse.factor;

import dev.gatehouse.db.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Authenticators of every kind, as lists show them. */
final class FactorStore {

    private static final String TOTP = "id, 'totp' AS kind, name, created_at, last_used_at";
    private static final String WEBAUTHN = "id, kind, name, created_at, last_used_at";

    private static final String LIST = "SELECT " + TOTP + " FROM factor_totp WHERE account_id = $1"
            + " UNION ALL SELECT " + WEBAUTHN + " FROM factor_webauthn WHERE account_id = $1"
            + " ORDER BY created_at, id";

    private static final String RENAME = inBoth("""
            UPDATE %s SET name = $3 WHERE account_id = $1 AND id = $2 RETURNING %s
            """);
    private static final String REMOVE = inBoth("""
            DELETE FROM %s WHERE account_id = $1 AND id = $2 RETURNING %s
            """);
    private static final String REMOVE_SINCE = inBoth("""
            DELETE FROM %s WHERE account_id = $1 AND created_at >= $2 RETURNING %s
            """);

    Future<List<Factor>> list(SqlClient client, UUID accountId) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(accountId))
                .map(rows -> Rows.list(rows, FactorStore::factor));
    }

    Future<Optional<Factor>> find(SqlClient client, UUID accountId, UUID factorId) {
        return list(client, accountId).map(all -> all.stream()
                .filter(factor -> factor.id().equals(factorId))
                .findFirst());
    }

    Future<Optional<Factor>> rename(SqlClient tx, UUID accountId, UUID factorId, String name) {
        return tx.preparedQuery(RENAME)
                .execute(Tuple.of(accountId, factorId, name))
                .map(rows -> Rows.first(rows, FactorStore::factor));
    }

    Future<Optional<Factor>> remove(SqlClient tx, UUID accountId, UUID factorId) {
        return tx.preparedQuery(REMOVE)
                .execute(Tuple.of(accountId, factorId))
                .map(rows -> Rows.first(rows, FactorStore::factor));
    }

    /** Removes what was enrolled then or later; everything, since {@link Instant#EPOCH}. */
    Future<List<Factor>> removeSince(SqlClient tx, UUID accountId, Instant since) {
        return tx.preparedQuery(REMOVE_SINCE)
                .execute(Tuple.of(accountId, Rows.time(since)))
                .map(rows -> Rows.list(rows, FactorStore::factor));
    }

    private static String inBoth(String change) {
        return "WITH totp AS (" + change.formatted("factor_totp", TOTP) + "), webauthn AS ("
                + change.formatted("factor_webauthn", WEBAUTHN)
                + ") SELECT * FROM totp UNION ALL SELECT * FROM webauthn"
                + " ORDER BY created_at, id";
    }

    private static Factor factor(Row row) {
        return new Factor(
                Rows.uuid(row, "id"),
                FactorKind.of(Rows.string(row, "kind")),
                Rows.string(row, "name"),
                Rows.instant(row, "created_at"),
                Rows.maybeInstant(row, "last_used_at"));
    }
}
