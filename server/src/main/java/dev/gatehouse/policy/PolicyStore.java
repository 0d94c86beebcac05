package dev.gatehouse.policy;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Page;
import dev.gatehouse.db.Rows;
import dev.gatehouse.policy.LevelSettings.StoredSetting;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Statements on {@code policy_*}. */
final class PolicyStore {

    /** Where a trigger tells that some setting has changed. */
    static final String CHANNEL = "policies";

    /** What decides about people of an organisation who have addresses in these domains; one look-up a level. */
    Future<LevelSettings> load(SqlClient client, UUID organisationId, Collection<UUID> domainIds) {
        return client.preparedQuery("""
                        SELECT level, target_id, name, value, floor, holds_from, before_value, before_floor
                        FROM policy_settings
                        WHERE level = 'provider'
                           OR (level = 'organisation' AND target_id = $1)
                           OR (level = 'domain' AND target_id = ANY ($2))
                        """)
                .execute(Tuple.of(organisationId, (Object) domainIds.toArray(UUID[]::new)))
                .map(rows -> new LevelSettings(Rows.list(rows, PolicyStore::setting)));
    }

    /** Makes changes of one level wait for each other until the transaction ends, so that each logs what it replaced. */
    Future<Void> lock(SqlClient tx, UUID targetId) {
        return tx.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('policy:' || $1::text, 0))")
                .execute(Tuple.of(targetId.toString()))
                .mapEmpty();
    }

    Future<Void> put(SqlClient tx, StoredSetting setting) {
        Db.changed(tx, CHANNEL);
        return tx.preparedQuery("""
                        INSERT INTO policy_settings
                            (level, target_id, name, value, floor, holds_from, before_value, before_floor)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        ON CONFLICT (level, target_id, name) DO UPDATE
                        SET value = EXCLUDED.value, floor = EXCLUDED.floor, holds_from = EXCLUDED.holds_from,
                            before_value = EXCLUDED.before_value, before_floor = EXCLUDED.before_floor
                        """)
                .execute(Tuple.of(
                        setting.level().word(),
                        setting.targetId(),
                        setting.name(),
                        setting.value(),
                        setting.floor(),
                        Rows.maybeTime(setting.holdsFrom()),
                        setting.before(),
                        setting.beforeFloor()))
                .mapEmpty();
    }

    Future<Void> remove(SqlClient tx, PolicyLevel level, UUID targetId, String name) {
        Db.changed(tx, CHANNEL);
        return tx.preparedQuery("DELETE FROM policy_settings WHERE level = $1 AND target_id = $2 AND name = $3")
                .execute(Tuple.of(level.word(), targetId, name))
                .mapEmpty();
    }

    Future<Void> log(SqlClient tx, PolicyChange change) {
        return tx.preparedQuery("""
                        INSERT INTO policy_changes (id, organisation_id, level, target_id, target_name, actor_id, actor_name,
                                                    at, name, before, after)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                        """)
                .execute(Tuple.of(
                        change.id(),
                        change.organisationId(),
                        change.level().word(),
                        change.targetId(),
                        change.targetName(),
                        change.actorId(),
                        change.actorName(),
                        Rows.time(change.at()),
                        change.name(),
                        change.before(),
                        change.after()))
                .mapEmpty();
    }

    /** Changes of an organisation and its domains, or of the provider's level; newest first. */
    Future<Page<PolicyChange>> changes(
            SqlClient client, UUID organisationId, boolean providerLevel, Page.Wanted wanted) {
        UUID after = wanted.afterId(0).orElse(null);
        return client.preparedQuery("""
                        SELECT id, organisation_id, level, target_id, target_name, actor_id, actor_name, at, name, before, after
                        FROM policy_changes
                        WHERE organisation_id = $1 AND (level = 'provider') = $2 AND ($3::uuid IS NULL OR id < $3)
                        ORDER BY id DESC
                        LIMIT $4
                        """)
                .execute(Tuple.of(organisationId, providerLevel, after, wanted.fetch()))
                .map(rows -> Page.of(
                        Rows.list(rows, PolicyStore::change),
                        wanted,
                        change -> List.of(change.id().toString())));
    }

    private static StoredSetting setting(Row row) {
        return new StoredSetting(
                PolicyLevel.of(Rows.string(row, "level")),
                Rows.uuid(row, "target_id"),
                Rows.string(row, "name"),
                row.getValue("value"),
                row.getBoolean("floor"),
                Rows.maybeInstant(row, "holds_from"),
                row.getValue("before_value"),
                row.getBoolean("before_floor"));
    }

    private static PolicyChange change(Row row) {
        return new PolicyChange(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "organisation_id"),
                PolicyLevel.of(Rows.string(row, "level")),
                Rows.uuid(row, "target_id"),
                Rows.string(row, "target_name"),
                row.getUUID("actor_id"),
                Rows.string(row, "actor_name"),
                Rows.instant(row, "at"),
                Rows.string(row, "name"),
                (JsonObject) row.getValue("before"),
                (JsonObject) row.getValue("after"));
    }
}
