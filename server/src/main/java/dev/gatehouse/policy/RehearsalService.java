package dev.gatehouse.policy;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says what an enforcement would mean before it holds, and how well people are protected now. */
public final class RehearsalService {

    private static final Duration LOOKED_AT = Duration.ofDays(30);

    private final PolicyStore store = new PolicyStore();
    private final Db db;
    private final TenantDirectory tenants;
    private final AccountDirectory accounts;
    private final SignInHistory history;
    private final Clock clock;

    public RehearsalService(
            Db db, TenantDirectory tenants, AccountDirectory accounts, SignInHistory history, Clock clock) {
        this.db = db;
        this.tenants = tenants;
        this.accounts = accounts;
        this.history = history;
        this.clock = clock;
    }

    /** Rehearses for the people of an organisation, or for those with an address in one of its domains. */
    Future<Rehearsal> rehearse(
            Caller caller, UUID organisationId, MfaEnforcement enforcement, Optional<UUID> domainId) {
        caller.require(Permission.ORGANISATION, organisationId);
        Instant now = clock.instant();
        return db.query(client -> people(client, organisationId, domainId).compose(people -> store.load(
                        client, organisationId, domains(people))
                .compose(settings -> history.since(client, organisationId, now.minus(LOOKED_AT))
                        .map(counts -> Rehearsal.of(enforcement, people, hasFactor(settings, now), counts, now)))));
    }

    Future<Coverage> coverage(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        Instant now = clock.instant();
        return db.query(client -> people(client, organisationId, Optional.empty())
                .compose(people -> store.load(client, organisationId, domains(people))
                        .map(settings -> Coverage.of(
                                people,
                                hasFactor(settings, now),
                                person -> settings.enforcement(PolicyDirectory.domains(person), now)))));
    }

    private static Predicate<Account> hasFactor(LevelSettings settings, Instant now) {
        return person -> !settings.effective(PolicyDirectory.domains(person), now)
                .usableFactors(person)
                .isEmpty();
    }

    private Future<List<Account>> people(SqlClient client, UUID organisationId, Optional<UUID> domainId) {
        return domainId.map(domain -> tenants.domain(client, organisationId, domain))
                .orElseGet(() -> tenants.organisation(client, organisationId))
                .compose(found -> accounts.active(client, organisationId))
                .map(people -> people.stream()
                        .filter(person ->
                                domainId.map(domain -> has(person, domain)).orElse(true))
                        .toList());
    }

    private static boolean has(Account person, UUID domainId) {
        return person.addresses().stream()
                .anyMatch(address -> address.domainId().equals(domainId));
    }

    private static Set<UUID> domains(List<Account> people) {
        return people.stream()
                .flatMap(person -> PolicyDirectory.domains(person).stream())
                .collect(Collectors.toSet());
    }
}
