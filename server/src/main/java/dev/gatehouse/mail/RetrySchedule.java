package dev.gatehouse.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a message that could not be handed over is tried again: soon at first, because a code is worth little later. */
final class RetrySchedule {

    private static final List<Duration> GAPS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1));
    private static final Duration LIFE = Duration.ofHours(24);

    private RetrySchedule() {}

    /**
     * The next attempt, or empty when the message is given up.
     *
     * @param attempts so far, from 1
     */
    static Optional<Instant> next(int attempts, Instant createdAt, Instant now) {
        Duration gap = GAPS.get(Math.min(attempts, GAPS.size()) - 1);
        Instant next = now.plus(gap);
        return next.isAfter(createdAt.plus(LIFE)) ? Optional.empty() : Optional.of(next);
    }
}
