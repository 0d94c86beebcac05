package dev.gatehouse.account;

import dev.gatehouse.db.Where;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which people are wanted.
 *
 * @param words each must be in the name or in an address
 * @param role has that role; {@code user} means no other one
 * @param factor has a real factor, or has none
 */
record AccountFilter(
        List<String> words,
        Optional<String> state,
        Optional<Role> role,
        Optional<Boolean> factor,
        Optional<UUID> domain) {

    private static final int MAX_WORDS = 5;
    private static final int TRIGRAM = 3;

    static AccountFilter all() {
        return new AccountFilter(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The words of a search; more than a few only cost time. */
    static List<String> words(Optional<String> search) {
        return search.map(text -> Arrays.stream(text.strip().split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .limit(MAX_WORDS)
                        .toList())
                .orElse(List.of());
    }

    /**
     * Two lists of ids rather than an OR: each comes from an index on trigrams. A word shorter than those would be looked for in
     * the whole index, and matches so many that the first page is soon full: it is held against people in order.
     */
    private static void containing(Where where, UUID organisationId, String word) {
        String pattern = Where.containing(word);
        if (word.length() < TRIGRAM) {
            where.and("""
                    a.name ILIKE ? OR EXISTS (SELECT 1 FROM account_addresses x WHERE x.account_id = a.id
                                              AND x.address ILIKE ?)""", pattern, pattern);
        } else {
            where.and("""
                    a.id IN (SELECT n.id FROM account_accounts n WHERE n.organisation_id = ? AND n.name ILIKE ?
                             UNION ALL
                             SELECT x.account_id FROM account_addresses x
                             WHERE x.organisation_id = ? AND x.address ILIKE ?)""", organisationId, pattern, organisationId, pattern);
        }
    }

    Where where(UUID organisationId) {
        Where where = new Where().and("a.organisation_id = ?", organisationId);
        words.forEach(word -> containing(where, organisationId, word));
        role.ifPresent(wanted -> {
            if (wanted == Role.USER) {
                where.and("a.roles <@ ARRAY['user']");
            } else {
                where.and("? = ANY (a.roles)", wanted.word());
            }
        });
        factor.ifPresent(has -> where.and(has ? "a.factor_kinds <> '{}'" : "a.factor_kinds = '{}'"));
        return where.andIf("a.state = ?", state)
                .andIf(
                        "EXISTS (SELECT 1 FROM account_addresses x WHERE x.account_id = a.id AND x.domain_id = ?)",
                        domain);
    }
}
