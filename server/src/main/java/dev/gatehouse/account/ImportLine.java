package dev.gatehouse.account;

import java.util.List;
import java.util.Optional;

/**
 * A row of an uploaded file, as it was written.
 *
 * @param line where it begins in the file, from 1
 * @param problem what is wrong with the shape of the row
 */
record ImportLine(
        int line,
        String name,
        List<String> addresses,
        List<String> roles,
        String invite,
        Optional<String> passwordHash,
        Optional<String> problem) {}
