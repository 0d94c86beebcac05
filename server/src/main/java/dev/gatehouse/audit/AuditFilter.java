package dev.gatehouse.audit;

import dev.gatehouse.db.Rows;
import dev.gatehouse.db.Where;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which entries are wanted.
 *
 * @param action an action such as {@code factor.enrol}, or a feature word for all of its actions
 * @param from not before
 * @param to before
 */
record AuditFilter(
        Optional<String> action,
        Optional<UUID> actor,
        Optional<UUID> object,
        Optional<String> result,
        Optional<Instant> from,
        Optional<Instant> to) {

    Where where(UUID organisationId) {
        Where where = new Where().and("organisation_id = ?", organisationId);
        action.ifPresent(word -> {
            if (word.contains(".")) {
                where.and("action = ?", word);
            } else {
                where.and("action LIKE ?", Where.literal(word) + ".%");
            }
        });
        return where.andIf("actor_id = ?", actor)
                .andIf("object_id = ?", object)
                .andIf("result = ?", result)
                .andIf("at >= ?", from.map(Rows::time))
                .andIf("at < ?", to.map(Rows::time));
    }
}
