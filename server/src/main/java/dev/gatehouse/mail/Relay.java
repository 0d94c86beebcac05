package dev.gatehouse.mail;

import java.util.Optional;

/**
 * The SMTP server that takes our mail.
 *
 * @param tls whether the connection must be encrypted: from the start on port 465, by STARTTLS elsewhere
 * @param from the sender, as {@code Name <address>} or as an address
 */
public record Relay(String host, int port, boolean tls, Optional<String> user, Optional<String> password, String from) {

    /**
     * Makes the settings.
     *
     * @throws IllegalArgumentException if the sender is not one line with an address
     */
    public Relay {
        if (from.chars().anyMatch(Character::isISOControl) || !from.contains("@")) {
            throw new IllegalArgumentException("the sender is not an address: " + from);
        }
    }

    /** The domain of the sender, which is also what we call ourselves. */
    String ownDomain() {
        return from.substring(from.lastIndexOf('@') + 1).replaceAll("[>)\\s].*", "");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
