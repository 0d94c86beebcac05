package dev.gatehouse.account;

import java.util.List;
import java.util.Optional;

/**
 * A row of an import.
 *
 * @param addresses in their stored form when the row is good, as written otherwise
 * @param passwordHash of an old system; forgotten as soon as it is not needed
 * @param problem why the row is refused, in one sentence
 */
record ImportRow(
        int line,
        String name,
        List<String> addresses,
        List<String> roles,
        boolean invite,
        boolean hasPassword,
        Optional<String> passwordHash,
        Optional<String> problem) {

    ImportRow refused(String reason) {
        return new ImportRow(line, name, addresses, roles, invite, hasPassword, Optional.empty(), Optional.of(reason));
    }
}
