package dev.gatehouse.audit;

import dev.gatehouse.db.Page;
import dev.gatehouse.db.Rows;
import dev.gatehouse.db.Where;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements on entries, chains and anchors. */
final class AuditStore {

    private static final String COLUMNS = """
            seq, at, action, result, actor_id, actor_name, object_kind, object_id, object_name, network, client, request_id,
            details, hash""";

    /** Where a chain ends: by its head, by its entries and by its anchors, all read at the same moment. */
    record Ends(@Nullable Long head, @Nullable Buffer headHash, long lastEntry, long lastAnchor) {}

    /** The head of a chain, and the anchor signed last. */
    record Head(
            UUID organisationId,
            long seq,
            Buffer hash,
            @Nullable Long anchoredSeq,
            @Nullable Buffer anchoredHash) {}

    Future<Void> append(SqlClient tx, AuditEvent event, Instant at) {
        Tuple entry = Tuple.tuple()
                .addValue(event.organisationId())
                .addValue(Rows.time(at))
                .addValue(event.action())
                .addValue(event.success() ? "success" : "refused")
                .addValue(event.actorId())
                .addValue(event.actorName())
                .addValue(event.objectKind())
                .addValue(event.objectId())
                .addValue(event.objectName())
                .addValue(event.origin().network())
                .addValue(event.origin().client())
                .addValue(event.origin().requestId())
                .addValue(event.details().encode());
        return tx.preparedQuery("SELECT audit_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
                .execute(entry)
                .mapEmpty();
    }

    Future<Boolean> exists(SqlClient client, UUID organisationId) {
        return client.preparedQuery("SELECT 1 FROM audit_chains WHERE organisation_id = $1")
                .execute(Tuple.of(organisationId))
                .map(rows -> rows.size() > 0);
    }

    /** Newest first. */
    Future<List<AuditEntry>> list(SqlClient client, Where where, Page.Wanted wanted) {
        where.andIf("seq < ?", wanted.afterNumber(0));
        String limit = where.bind(wanted.fetch());
        return client.preparedQuery("SELECT " + COLUMNS + " FROM audit_entries " + where.sql()
                        + " ORDER BY seq DESC LIMIT " + limit)
                .execute(where.parameters())
                .map(rows -> Rows.list(rows, AuditStore::entry));
    }

    /** What the account did and what was done to it, newest first. Each half stops at the limit by its own index. */
    Future<List<AuditEntry>> own(SqlClient client, UUID organisationId, UUID accountId, Page.Wanted wanted) {
        return client.preparedQuery("""
                        (SELECT %1$s FROM audit_entries WHERE organisation_id = $1 AND object_id = $2 AND seq < $3
                         ORDER BY seq DESC LIMIT $4)
                        UNION
                        (SELECT %1$s FROM audit_entries WHERE organisation_id = $1 AND actor_id = $2 AND seq < $3
                         ORDER BY seq DESC LIMIT $4)
                        ORDER BY seq DESC LIMIT $4""".formatted(COLUMNS))
                .execute(Tuple.of(
                        organisationId, accountId, wanted.afterNumber(0).orElse(Long.MAX_VALUE), wanted.fetch()))
                .map(rows -> Rows.list(rows, AuditStore::entry));
    }

    Future<Ends> ends(SqlClient client, UUID organisationId) {
        return client.preparedQuery("""
                        SELECT c.seq, c.hash,
                               coalesce((SELECT max(seq) FROM audit_entries WHERE organisation_id = $1), 0) AS last_entry,
                               coalesce((SELECT max(seq) FROM audit_anchors WHERE organisation_id = $1), 0) AS last_anchor
                        FROM (SELECT $1::uuid AS id) AS wanted
                        LEFT JOIN audit_chains c ON c.organisation_id = wanted.id""").execute(Tuple.of(organisationId)).map(rows -> Rows.first(
                        rows,
                        row -> new Ends(
                                row.getLong("seq"),
                                row.getBuffer("hash"),
                                row.getLong("last_entry"),
                                row.getLong("last_anchor")))
                .orElseThrow());
    }

    /** Entries after that one, oldest first. */
    Future<List<AuditEntry>> after(SqlClient client, UUID organisationId, long seq, int limit) {
        return client.preparedQuery("SELECT " + COLUMNS + " FROM audit_entries"
                        + " WHERE organisation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3")
                .execute(Tuple.of(organisationId, seq, limit))
                .map(rows -> Rows.list(rows, AuditStore::entry));
    }

    Future<List<Anchor>> anchors(SqlClient client, UUID organisationId, long after, long upTo) {
        return client.preparedQuery("""
                        SELECT organisation_id, seq, hash, at, signature FROM audit_anchors
                        WHERE organisation_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq""")
                .execute(Tuple.of(organisationId, after, upTo))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Anchor(
                                Rows.uuid(row, "organisation_id"),
                                row.getLong("seq"),
                                bytes(row, "hash"),
                                Rows.instant(row, "at"),
                                bytes(row, "signature"))));
    }

    /** Organisations of which anything is there, even if parts are gone. */
    Future<List<UUID>> organisations(SqlClient client) {
        return client.query("""
                        SELECT organisation_id FROM audit_chains
                        UNION SELECT organisation_id FROM audit_anchors
                        UNION SELECT organisation_id FROM audit_entries
                        ORDER BY organisation_id""").execute().map(rows -> Rows.list(rows, row -> Rows.uuid(row, "organisation_id")));
    }

    /**
     * Chains that are not at the place of their last anchor, and need another: that one is old, or many entries ago, or ahead.
     *
     * @param entries so many since the last anchor
     * @param before when the last anchor was signed
     */
    Future<List<Head>> unanchored(SqlClient client, int entries, Instant before) {
        return client.preparedQuery("""
                        SELECT c.organisation_id, c.seq, c.hash, a.seq AS anchored_seq, a.hash AS anchored_hash
                        FROM audit_chains c
                        LEFT JOIN LATERAL (SELECT seq, hash, at FROM audit_anchors a
                                           WHERE a.organisation_id = c.organisation_id ORDER BY seq DESC LIMIT 1) a ON true
                        WHERE a.seq IS NULL
                           OR ((a.seq <> c.seq OR a.hash <> c.hash)
                               AND (a.at <= $2 OR c.seq >= a.seq + $1 OR c.seq <= a.seq))""")
                .execute(Tuple.of(entries, Rows.time(before)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Head(
                                Rows.uuid(row, "organisation_id"),
                                row.getLong("seq"),
                                bytes(row, "hash"),
                                row.getLong("anchored_seq"),
                                row.getBuffer("anchored_hash"))));
    }

    /** Adds an anchor; says no when another node was first. */
    Future<Boolean> addAnchor(SqlClient client, Anchor anchor) {
        return client.preparedQuery("""
                        INSERT INTO audit_anchors (organisation_id, seq, hash, at, signature)
                        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(
                        anchor.organisationId(),
                        anchor.seq(),
                        anchor.hash(),
                        Rows.time(anchor.at()),
                        anchor.signature()))
                .map(Rows::changed);
    }

    /** Takes or renews the lease on a log; says no while another holds it. */
    Future<Boolean> hold(SqlClient client, UUID organisationId, UUID holder, Instant now, Instant until) {
        return client.preparedQuery("""
                        INSERT INTO audit_verifications AS v (organisation_id, holder, until) VALUES ($1, $2, $4)
                        ON CONFLICT (organisation_id) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
                        WHERE v.until < $3 OR v.holder = EXCLUDED.holder""")
                .execute(Tuple.of(organisationId, holder, Rows.time(now), Rows.time(until)))
                .map(Rows::changed);
    }

    Future<Void> release(SqlClient client, UUID organisationId, UUID holder) {
        return client.preparedQuery("DELETE FROM audit_verifications WHERE organisation_id = $1 AND holder = $2")
                .execute(Tuple.of(organisationId, holder))
                .mapEmpty();
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("seq"),
                Rows.instant(row, "at"),
                Rows.string(row, "action"),
                Rows.string(row, "result"),
                row.getUUID("actor_id"),
                row.getString("actor_name"),
                row.getString("object_kind"),
                row.getUUID("object_id"),
                row.getString("object_name"),
                row.getString("network"),
                row.getString("client"),
                row.getString("request_id"),
                Rows.string(row, "details"),
                bytes(row, "hash"));
    }

    private static Buffer bytes(Row row, String column) {
        return Objects.requireNonNull(row.getBuffer(column), column);
    }
}
