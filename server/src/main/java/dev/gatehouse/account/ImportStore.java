package dev.gatehouse.account;

import dev.gatehouse.db.Page;
import dev.gatehouse.db.Rows;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements on imports. */
final class ImportStore {

    static final String CHANNEL = "gatehouse_import";

    private static final String ROW_COLUMNS =
            "line, name, addresses, roles, invite, has_password, password_hash, problem";
    private static final int PROBLEMS_SHOWN = 100;
    private static final int SAMPLE_SHOWN = 20;

    /** An import under way, and who started it from where. */
    record Running(UUID id, UUID organisationId, @Nullable UUID actorId, String actorName, Origin origin) {}

    Future<Void> insert(SqlClient tx, UUID id, UUID organisationId, Instant now) {
        return tx.preparedQuery("INSERT INTO account_imports (id, organisation_id, created_at) VALUES ($1, $2, $3)")
                .execute(Tuple.of(id, organisationId, Rows.time(now)))
                .mapEmpty();
    }

    /** Deletes the oldest previews and results beyond so many of each. */
    Future<Void> makeRoom(SqlClient tx, UUID organisationId, int previews, int results) {
        // The state is asked for twice: a preview that is being started meanwhile must not go.
        return tx.preparedQuery("""
                        DELETE FROM account_imports WHERE state <> 'running' AND id IN (
                            SELECT id FROM (
                                SELECT id, state, row_number() OVER (PARTITION BY state = 'preview'
                                                                     ORDER BY created_at DESC, id DESC) AS place
                                FROM account_imports WHERE organisation_id = $1 AND state <> 'running') AS kept
                            WHERE place > CASE WHEN state = 'preview' THEN $2::int ELSE $3::int END)""")
                .execute(Tuple.of(organisationId, previews, results))
                .mapEmpty();
    }

    /** How many imports of the organisation are under way. */
    Future<Long> running(SqlClient tx, UUID organisationId) {
        return tx.preparedQuery("""
                        SELECT count(*) AS total FROM account_imports WHERE organisation_id = $1 AND state = 'running'""")
                .execute(Tuple.of(organisationId))
                .map(rows -> rows.iterator().next().getLong("total"));
    }

    Future<Void> insertRows(SqlClient tx, UUID id, List<ImportRow> rows) {
        return tx.preparedQuery("""
                        INSERT INTO account_import_rows (import_id, line, name, addresses, roles, invite, has_password,
                            password_hash, problem, state)
                        SELECT $1, r.line, r.name, r.addresses, r.roles, r.invite, r.has_password, r.password_hash, r.problem,
                               CASE WHEN r.problem IS NULL THEN 'waiting' ELSE 'refused' END
                        FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::bool[], $8::text[],
                                    $9::text[])
                             AS r (line, name, addresses, roles, invite, has_password, password_hash, problem)""")
                .execute(Tuple.tuple()
                        .addValue(id)
                        .addValue(column(rows, ImportRow::line).toArray(Integer[]::new))
                        .addValue(texts(rows, ImportRow::name))
                        .addValue(texts(rows, row -> String.join(" ", row.addresses())))
                        .addValue(texts(rows, row -> String.join(" ", row.roles())))
                        .addValue(column(rows, ImportRow::invite).toArray(Boolean[]::new))
                        .addValue(column(rows, ImportRow::hasPassword).toArray(Boolean[]::new))
                        .addValue(texts(rows, row -> row.passwordHash().orElse(null)))
                        .addValue(texts(rows, row -> row.problem().orElse(null))))
                .mapEmpty();
    }

    Future<Optional<AccountImport>> find(SqlClient client, UUID organisationId, UUID id) {
        return client.preparedQuery("""
                        SELECT i.id, i.state, count(r.line) AS rows,
                               count(*) FILTER (WHERE r.state = 'refused') AS refused,
                               count(*) FILTER (WHERE r.state = 'created') AS created
                        FROM account_imports i LEFT JOIN account_import_rows r ON r.import_id = i.id
                        WHERE i.organisation_id = $1 AND i.id = $2 GROUP BY i.id""")
                .execute(Tuple.of(organisationId, id))
                .compose(found -> found.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : refused(client, id, PROBLEMS_SHOWN).compose(problems -> sample(client, id)
                                .map(sample -> Optional.of(view(found.iterator().next(), problems, sample)))));
    }

    Future<List<ImportRow>> refused(SqlClient client, UUID id, int limit) {
        return rows(client, "state = 'refused'", id, limit);
    }

    /** By line. */
    Future<Page<ImportRow>> refused(SqlClient client, UUID id, Page.Wanted wanted) {
        long after = wanted.afterNumber(0).orElse(0L);
        return rows(client, "state = 'refused' AND line > " + after, id, wanted.fetch())
                .map(rows -> Page.of(rows, wanted, row -> List.of(Integer.toString(row.line()))));
    }

    private Future<List<ImportRow>> sample(SqlClient client, UUID id) {
        return rows(client, "state <> 'refused'", id, SAMPLE_SHOWN);
    }

    Future<List<ImportRow>> waiting(SqlClient tx, UUID id, int limit) {
        return rows(tx, "state = 'waiting'", id, limit);
    }

    private static Future<List<ImportRow>> rows(SqlClient client, String condition, UUID id, int limit) {
        return client.preparedQuery("SELECT " + ROW_COLUMNS + " FROM account_import_rows WHERE import_id = $1 AND "
                        + condition + " ORDER BY line LIMIT $2")
                .execute(Tuple.of(id, limit))
                .map(found -> Rows.list(found, ImportStore::row));
    }

    /** Every role that the waiting rows give. */
    Future<Set<Role>> roles(SqlClient tx, UUID id) {
        return tx.preparedQuery("""
                        SELECT DISTINCT unnest(string_to_array(roles, ' ')) AS role FROM account_import_rows
                        WHERE import_id = $1 AND state = 'waiting'""")
                .execute(Tuple.of(id))
                .map(rows -> new HashSet<>(Rows.list(rows, row -> Role.of(Rows.string(row, "role")))));
    }

    /** Starts a preview, and tells the jobs; says no when it is none any more. */
    Future<Boolean> start(SqlClient tx, UUID organisationId, UUID id, Caller caller, Instant now) {
        return tx.preparedQuery("""
                        WITH started AS (
                            UPDATE account_imports SET state = 'running', started_at = $3, actor_id = $4, actor_name = $5,
                                network = $6, client = $7, request_id = $8
                            WHERE organisation_id = $1 AND id = $2 AND state = 'preview' RETURNING id)
                        SELECT pg_notify($9, '')::text FROM started""")
                .execute(Tuple.tuple()
                        .addValue(organisationId)
                        .addValue(id)
                        .addValue(Rows.time(now))
                        .addValue(caller.actorId())
                        .addValue(caller.name())
                        .addValue(caller.origin().network())
                        .addValue(caller.origin().client())
                        .addValue(caller.origin().requestId())
                        .addValue(CHANNEL))
                .map(rows -> rows.size() > 0);
    }

    Future<Boolean> cancel(SqlClient tx, UUID organisationId, UUID id, Instant now) {
        return tx.preparedQuery("""
                        UPDATE account_imports SET state = 'cancelled', finished_at = $3
                        WHERE organisation_id = $1 AND id = $2 AND state IN ('preview', 'running')""")
                .execute(Tuple.of(organisationId, id, Rows.time(now)))
                .map(Rows::changed);
    }

    /** Takes the import that was started first and that nobody works on, until the transaction ends. */
    Future<Optional<Running>> claim(SqlClient tx) {
        return tx.query("""
                        SELECT id, organisation_id, actor_id, actor_name, network, client, request_id FROM account_imports
                        WHERE state = 'running' ORDER BY started_at LIMIT 1 FOR UPDATE SKIP LOCKED""")
                .execute()
                .map(rows -> Rows.first(
                        rows,
                        row -> new Running(
                                Rows.uuid(row, "id"),
                                Rows.uuid(row, "organisation_id"),
                                row.getUUID("actor_id"),
                                Rows.string(row, "actor_name"),
                                new Origin(
                                        Rows.string(row, "network"),
                                        Rows.string(row, "client"),
                                        Rows.string(row, "request_id")))));
    }

    Future<Void> finish(SqlClient tx, UUID id, Instant now) {
        return tx.preparedQuery("UPDATE account_imports SET state = 'done', finished_at = $2 WHERE id = $1")
                .execute(Tuple.of(id, Rows.time(now)))
                .mapEmpty();
    }

    /** No row keeps a password hash once nobody will import it. */
    Future<Void> forgetHashes(SqlClient tx, UUID id) {
        return tx.preparedQuery("""
                        UPDATE account_import_rows SET password_hash = NULL
                        WHERE import_id = $1 AND password_hash IS NOT NULL""").execute(Tuple.of(id)).mapEmpty();
    }

    Future<Void> created(SqlClient tx, UUID id, int line) {
        return tx.preparedQuery("""
                        UPDATE account_import_rows SET state = 'created', password_hash = NULL
                        WHERE import_id = $1 AND line = $2""").execute(Tuple.of(id, line)).mapEmpty();
    }

    /** Refuses a row that still waits; whatever else has become of it stays. */
    Future<Void> refuse(SqlClient tx, UUID id, int line, String problem) {
        return tx.preparedQuery("""
                        UPDATE account_import_rows SET state = 'refused', problem = $3, password_hash = NULL
                        WHERE import_id = $1 AND line = $2 AND state = 'waiting'""").execute(Tuple.of(id, line, problem)).mapEmpty();
    }

    /** Deletes previews that nobody started and results that nobody needs. */
    Future<Void> forget(SqlClient client, Instant previewsBefore, Instant resultsBefore) {
        return client.preparedQuery("""
                        DELETE FROM account_imports
                        WHERE (state = 'preview' AND created_at < $1)
                           OR (state IN ('done', 'cancelled') AND finished_at < $2)""")
                .execute(Tuple.of(Rows.time(previewsBefore), Rows.time(resultsBefore)))
                .mapEmpty();
    }

    private static AccountImport view(Row row, List<ImportRow> problems, List<ImportRow> sample) {
        int rows = row.getInteger("rows");
        int refused = row.getInteger("refused");
        return new AccountImport(
                Rows.uuid(row, "id"),
                Rows.string(row, "state"),
                rows,
                rows - refused,
                refused,
                row.getInteger("created"),
                problems,
                sample);
    }

    private static ImportRow row(Row row) {
        return new ImportRow(
                row.getInteger("line"),
                Rows.string(row, "name"),
                words(Rows.string(row, "addresses")),
                words(Rows.string(row, "roles")),
                row.getBoolean("invite"),
                row.getBoolean("has_password"),
                Optional.ofNullable(row.getString("password_hash")),
                Optional.ofNullable(row.getString("problem")));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static <T> List<T> column(List<ImportRow> rows, Function<ImportRow, T> value) {
        return rows.stream().map(value).toList();
    }

    private static String[] texts(List<ImportRow> rows, Function<ImportRow, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
