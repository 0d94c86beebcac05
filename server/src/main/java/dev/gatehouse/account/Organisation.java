package dev.gatehouse.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A client of the provider, or the provider itself.
 *
 * @param provider the installation's own organisation
 * @param state {@code active} or {@code suspended}
 * @param domains names, in alphabetical order
 * @param accounts how many people it has
 */
public record Organisation(
        UUID id, String name, boolean provider, String state, List<String> domains, long accounts, Instant createdAt) {

    boolean suspended() {
        return state.equals("suspended");
    }
}
