package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.db.Ids;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counters and clocks that an outsider can read must not tell which addresses exist or belong together. */
class EnumerationIT {

    // Cost 10; of no password of these tests.
    private static final String BCRYPT = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    private final World world = new World();

    @Test
    void twoAddressesOfOneAccountAreCountedApart() {
        String alias = "robert@" + world.domainName();
        world.sql(
                "INSERT INTO account_addresses (id, organisation_id, account_id, domain_id, address, created_at)"
                        + " VALUES ($1, $2, $3, $4, $5, now())",
                Ids.next(),
                world.organisation,
                world.bob.id(),
                world.domain,
                alias);
        ApiClient attacker = attacker(1);

        assertThat(triesUntilSlow(attacker, world.bob.email())).isEqualTo(triesUntilSlow(attacker, alias));
    }

    @Test
    void oneAddressIsCountedOnceHoweverItIsWritten() {
        ApiClient attacker = attacker(2);

        triesUntilSlow(attacker, "Nobody@ACME.example");

        attacker.send("beginLogin", wrong(" nobody@acme.example")).expect(429, "slow-down");
    }

    @Test
    void knownAndUnknownAddressesSpendTheSameBudgets() {
        String known = world.bob.email();
        String unknown = "ghost@ghosts" + world.bob.id() + ".example";

        attacker(3).send("beginLogin", wrong(known)).expect(401);
        attacker(203).send("beginLogin", wrong(unknown)).expect(401);

        Budget knownDomain = Budget.domain(TypedAddress.of(known));
        Budget unknownDomain = Budget.domain(TypedAddress.of(unknown));
        Eventually.get(() -> {
            assertThat(level(knownDomain)).isEqualTo(level(unknownDomain)).isEqualTo(1);
            return true;
        });
        assertThat(world.sql(
                                "SELECT 1 FROM login_budgets WHERE key LIKE '%' || $1 || '%' AND key NOT LIKE 'account|%'",
                                world.organisation.toString())
                        .size())
                .isZero();
    }

    /** An account that came with a hash of an old system answers no later and no earlier than an address that nobody has. */
    @Test
    void refusalsTakeTheSameTimeWhateverTheHash() {
        world.sql("UPDATE login_passwords SET hash = $2 WHERE account_id = $1", world.bob.id(), BCRYPT);
        try (AppNode node =
                AppNode.start(world.services().database(), world.services().clock())) {
            ApiClient attacker = attacker(4).at(node.address());
            AtomicInteger next = new AtomicInteger();
            long bcrypt = Eventually.get(() -> {
                assertThat(median(attacker, List.of("ghost" + next.incrementAndGet() + "@nowhere.example")))
                        .isGreaterThan(60);
                return median(attacker, repeated(world.bob.email()));
            });
            long unknown = median(attacker, repeated("ghost@nowhere.example"));
            long ours = median(attacker, repeated(world.alice.email()));

            assertThat(unknown).isBetween(bcrypt * 8 / 10, bcrypt * 12 / 10);
            assertThat(ours).isBetween(bcrypt * 8 / 10, bcrypt * 12 / 10);
        } finally {
            world.sql("DELETE FROM login_passwords WHERE account_id = $1", world.bob.id());
        }
    }

    private static List<String> repeated(String email) {
        return IntStream.range(0, 5).mapToObj(i -> email).toList();
    }

    /** Milliseconds. */
    private static long median(ApiClient browser, List<String> emails) {
        List<Long> times = emails.stream()
                .map(email -> {
                    long start = System.nanoTime();
                    browser.send("beginLogin", wrong(email)).expect(401, "wrong-credentials");
                    return (System.nanoTime() - start) / 1_000_000;
                })
                .sorted()
                .toList();
        return times.get(times.size() / 2);
    }

    private static int triesUntilSlow(ApiClient attacker, String email) {
        int tries = 0;
        while (attacker.send("beginLogin", wrong(email)).status() == 401) {
            tries++;
        }
        return tries;
    }

    private int level(Budget budget) {
        return world.sql(
                        "SELECT coalesce(max(ceil(level)), 0)::integer AS level FROM login_budgets WHERE key = $1",
                        budget.key())
                .iterator()
                .next()
                .getInteger("level");
    }

    private ApiClient attacker(int number) {
        return world.services()
                .browser()
                .from("198.51." + number + "." + (world.bob.id().hashCode() & 127));
    }

    private static JsonObject wrong(String email) {
        return new JsonObject().put("email", email).put("password", "a wrong guess");
    }
}
