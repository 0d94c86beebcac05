package dev.gatehouse.policy;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.db.Recall;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Policies, most of the time without asking the database: for what is asked with every request. */
public final class PolicyRecall {

    private static final int SIZE = 2_000;

    private final Db db;
    private final Clock clock;
    private final PolicyStore store = new PolicyStore();
    private final Recall<Levels, LevelSettings> known;

    /** Whose settings decide about a person. */
    private record Levels(UUID organisationId, List<UUID> domainIds) {}

    public PolicyRecall(Db db, Notifications notifications, Clock clock) {
        this.db = db;
        this.clock = clock;
        // Every notification may concern everybody: floors go down the levels.
        this.known = new Recall<>(
                notifications,
                List.of(PolicyStore.CHANNEL),
                key -> {
                    throw new IllegalArgumentException("changes of policies have no key");
                },
                clock,
                SIZE);
    }

    /** The settings that hold for that person now. What has been announced begins to hold at its time. */
    public Future<EffectivePolicy> of(Account account) {
        List<UUID> domains = PolicyDirectory.domains(account);
        return known.get(new Levels(account.organisationId(), domains), this::load)
                .map(settings -> settings.effective(domains, clock.instant()));
    }

    private Future<LevelSettings> load(Levels levels) {
        return db.query(client -> store.load(client, levels.organisationId(), levels.domainIds()));
    }
}
