package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final Instant CREATED = Instant.parse("2026-11-24T08:00:00Z");

    @Test
    void firstRepetitionShouldComeSoon() {
        assertThat(RetrySchedule.next(1, CREATED, CREATED)).contains(CREATED.plusSeconds(5));
    }

    @Test
    void gapsShouldGrowAndEndWithinADay() {
        Instant now = CREATED;
        Duration last = Duration.ZERO;
        int attempts = 1;
        Optional<Instant> next = RetrySchedule.next(attempts, CREATED, now);
        while (next.isPresent()) {
            Duration gap = Duration.between(now, next.get());
            assertThat(gap).isGreaterThanOrEqualTo(last);
            last = gap;
            now = next.get();
            attempts++;
            next = RetrySchedule.next(attempts, CREATED, now);
        }

        assertThat(now).isBetween(CREATED.plus(Duration.ofHours(22)), CREATED.plus(Duration.ofHours(24)));
    }
}
