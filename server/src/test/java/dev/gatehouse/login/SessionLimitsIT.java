package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** A session keeps to the limits that the policy sets now, not to those of the day it began. */
class SessionLimitsIT {

    private final World world = new World();

    @Test
    void aLoweredAbsoluteLimitEndsSessionsThatAreOlder() {
        world.policy("organisation", world.organisation, "sessionAbsoluteHours", 720);
        world.signIn(world.bob);
        age("13 hours", "2 minutes");
        world.bob.browser().call("listSessions").expect(200);

        world.policy("organisation", world.organisation, "sessionAbsoluteHours", 12);
        age("0 hours", "2 minutes");

        world.bob.browser().call("listSessions").expect(401, "sign-in-required");
        assertThat(world.sql(
                                "SELECT 1 FROM login_sessions WHERE account_id = $1 AND end_reason = 'limits of the policy'",
                                world.bob.id())
                        .size())
                .isOne();
    }

    @Test
    void aLoweredIdleLimitEndsSessionsThatWereNotUsedForThatLong() {
        world.policy("organisation", world.organisation, "sessionIdleMinutes", 480);
        world.signIn(world.bob);
        world.policy("organisation", world.organisation, "sessionIdleMinutes", 60);
        age("2 hours", "61 minutes");

        world.bob.browser().call("listSessions").expect(401, "sign-in-required");
    }

    @Test
    void aSessionInUseTakesOnTheNewLimits() {
        world.policy("organisation", world.organisation, "sessionAbsoluteHours", 720);
        world.signIn(world.bob);
        world.policy("organisation", world.organisation, "sessionAbsoluteHours", 12);
        age("1 hour", "2 minutes");

        String until = world.bob.browser().call("getSession").expect(200).json().getString("expiresAt");

        assertThat(Instant.parse(until))
                .isBefore(world.services()
                        .clock()
                        .instant()
                        .plus(11, ChronoUnit.HOURS)
                        .plusSeconds(60));
    }

    /** Puts the session's beginning and last use back in time. */
    private void age(String begun, String used) {
        world.sql(
                "UPDATE login_sessions SET created_at = created_at - '" + begun + "'::interval,"
                        + " last_seen_at = last_seen_at - '" + used + "'::interval WHERE account_id = $1",
                world.bob.id());
    }
}
