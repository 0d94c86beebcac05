package dev.gatehouse.policy;

import dev.gatehouse.account.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Resolves policies for the other features. */
public final class PolicyDirectory {

    private final PolicyStore store = new PolicyStore();
    private final Clock clock;

    public PolicyDirectory(Clock clock) {
        this.clock = clock;
    }

    /** The settings that hold for that person now: one statement, whatever the number of levels and domains. */
    public Future<EffectivePolicy> of(SqlClient client, Account account) {
        List<UUID> domains = domains(account);
        return store.load(client, account.organisationId(), domains)
                .map(settings -> settings.effective(domains, clock.instant()));
    }

    /** Domains of the account's addresses, that of the first address first. */
    static List<UUID> domains(Account account) {
        return account.addresses().stream()
                .map(Account.Address::domainId)
                .distinct()
                .toList();
    }
}
