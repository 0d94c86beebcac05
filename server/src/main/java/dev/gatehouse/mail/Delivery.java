package dev.gatehouse.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a message got.
 *
 * @param detail what the mail server said, when it refused
 */
public record Delivery(State state, Instant at, @Nullable String detail) {

    public enum State {
        QUEUED,
        ACCEPTED,
        FAILED
    }
}
