package dev.gatehouse.policy;

import java.util.Locale;

/** Where a value can be set, from the top down. {@link #DEFAULT} is what comes with the product. */
enum PolicyLevel {
    DEFAULT,
    PROVIDER,
    ORGANISATION,
    DOMAIN;

    /** The word in the contract and the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PolicyLevel of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
