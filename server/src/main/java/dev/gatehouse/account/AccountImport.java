package dev.gatehouse.account;

import java.util.List;
import java.util.UUID;

/**
 * How an import stands.
 *
 * @param state {@code preview}, {@code running}, {@code done} or {@code cancelled}
 * @param good rows that are or can be imported
 * @param created accounts made so far
 * @param problems the first refused rows
 * @param sample the first good rows
 */
record AccountImport(
        UUID id,
        String state,
        int rows,
        int good,
        int refused,
        int created,
        List<ImportRow> problems,
        List<ImportRow> sample) {

    boolean running() {
        return state.equals("running");
    }
}
