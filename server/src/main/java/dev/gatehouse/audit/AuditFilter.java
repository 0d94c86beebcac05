package dev.gatehouse.audit;

import dev.gatehouse.db.Rows;
import dev.gatehouse.db.Where;
import java.time.Duration;
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

    /**
     * By how much the times of two entries may be in another order than the entries: clocks of nodes differ, and transactions
     * take their time. A wide guess costs only some more rows to look at.
     */
    private static final Duration CLOCKS = Duration.ofHours(1);

    /**
     * Pages go by number. Without a range of numbers a page of last spring would be looked for from the newest entry on; the index
     * on the time knows where such a range begins and ends.
     */
    private static final String AFTER = """
            seq > coalesce((SELECT seq FROM audit_entries WHERE organisation_id = ? AND at < ? ORDER BY at DESC LIMIT 1), 0)""";

    private static final String BEFORE = """
            seq < coalesce((SELECT seq FROM audit_entries WHERE organisation_id = ? AND at >= ? ORDER BY at LIMIT 1),
                           9223372036854775807)""";

    Where where(UUID organisationId) {
        Where where = new Where().and("organisation_id = ?", organisationId);
        action.ifPresent(word -> {
            if (word.contains(".")) {
                where.and("action = ?", word);
            } else {
                where.and("action LIKE ?", Where.literal(word) + ".%");
            }
        });
        // A literal, so that the index on refusals can be chosen.
        result.ifPresent(word -> where.and(word.equals("refused") ? "result = 'refused'" : "result = 'success'"));
        from.ifPresent(time ->
                where.and(AFTER, organisationId, Rows.time(time.minus(CLOCKS))).and("at >= ?", Rows.time(time)));
        to.ifPresent(time ->
                where.and(BEFORE, organisationId, Rows.time(time.plus(CLOCKS))).and("at < ?", Rows.time(time)));
        return where.andIf("actor_id = ?", actor).andIf("object_id = ?", object);
    }
}
