package dev.gatehouse.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do: the words of {@code x-permission} in the contract. */
public enum Permission {
    /** Own things of any signed-in person. */
    SELF,
    /** Set up an authenticator. */
    ENROL,
    /** Administer an organisation. */
    ORGANISATION,
    /** Read an organisation's audit log. */
    AUDIT,
    /** Administer the installation, and with it every organisation. */
    PROVIDER;

    /** The word in the contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The permission of a word in the contract. */
    public static Optional<Permission> of(String word) {
        return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
    }
}
