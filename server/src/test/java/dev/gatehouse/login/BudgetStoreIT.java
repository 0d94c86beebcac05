package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.db.Db;
import dev.gatehouse.testing.TestServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody who is patient and tries again at the very moment at which a budget opens. */
class BudgetStoreIT {

    private static final Duration DAY = Duration.ofDays(1);

    private final Db db = TestServices.get().node(0).db();
    private final BudgetStore store = new BudgetStore();
    private final UUID somebody = UUID.randomUUID();

    @Test
    void codesShouldBeGuessedNoFasterThanTriesAreForgotten() {
        assertThat(triesInADay(Budget.factor(somebody, "totp", null))).isBetween(240, 270);
    }

    @Test
    void codesShouldBeMailedNoFasterThanTheyAreForgotten() {
        assertThat(triesInADay(Budget.mailCodes(somebody, null))).isBetween(288, 320);
    }

    @Test
    void resetLinksShouldBeAskedForNoFasterThanTheyAreForgotten() {
        TypedAddress address = TypedAddress.of(somebody + "@acme.example");

        assertThat(triesInADay(Budget.resetLinks(address))).isBetween(72, 90);
    }

    @Test
    void noFloodShouldCloseABudgetForLongerThanItsLongestWait() {
        Budget budget = Budget.factor(somebody, "recovery-code", null);
        Instant now = Instant.parse("2031-01-01T00:00:00Z");
        for (int i = 0; i < 40; i++) {
            AppNode.await(db.query(client -> store.charge(client, budget, now)));
        }

        assertThat(opensAt(budget, now)).isEqualTo(now.plus(budget.longestWait()));
        assertThat(take(budget, now.plus(Duration.ofHours(2)))).isTrue();
        assertThat(take(budget, now.plus(Duration.ofHours(2)))).isTrue();
    }

    private int triesInADay(Budget budget) {
        Instant begin = Instant.parse("2031-01-01T00:00:00Z");
        Instant now = begin;
        int tries = 0;
        while (now.isBefore(begin.plus(DAY))) {
            if (take(budget, now)) {
                tries++;
            } else {
                now = opensAt(budget, now);
            }
        }
        return tries;
    }

    private boolean take(Budget budget, Instant now) {
        return AppNode.await(db.query(client -> store.take(client, budget, now)));
    }

    private Instant opensAt(Budget budget, Instant now) {
        return AppNode.await(db.query(client -> store.closedUntil(client, List.of(budget.key()), now)))
                .orElseThrow();
    }
}
