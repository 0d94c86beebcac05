package dev.gatehouse.policy;

import dev.gatehouse.account.ProtectionDirectory;
import dev.gatehouse.account.ProtectionDirectory.Group;
import dev.gatehouse.account.ProtectionDirectory.Person;
import dev.gatehouse.account.ProtectionDirectory.Wanted;
import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.account.TenantDirectory.Tenant;
import dev.gatehouse.db.CsvPages;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Csv;
import dev.gatehouse.http.Parts;
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
import java.util.stream.Collectors;

/** Says what an enforcement would mean before it holds, and how well people are protected now. */
final class RehearsalService {

    private static final Duration LOOKED_AT = Duration.ofDays(30);
    private static final int SHOWN = 100;

    private final PolicyStore store = new PolicyStore();
    private final ProtectionDirectory directory = new ProtectionDirectory();
    private final Db db;
    private final TenantDirectory tenants;
    private final SignInHistory history;
    private final Clock clock;

    RehearsalService(Db db, TenantDirectory tenants, SignInHistory history, Clock clock) {
        this.db = db;
        this.tenants = tenants;
        this.history = history;
        this.clock = clock;
    }

    /** Rehearses for the people of an organisation, or for those with an address in one of its domains. */
    Future<Rehearsal> rehearse(
            Caller caller, UUID organisationId, MfaEnforcement enforcement, Optional<UUID> domainId) {
        caller.require(Permission.ORGANISATION, organisationId);
        Instant now = clock.instant();
        return db.query(
                client -> protection(client, organisationId, domainId, now).compose(found -> history.since(
                                client, organisationId, domainId, found.lackingProtections(), now.minus(LOOKED_AT))
                        .compose(signIns -> first(client, organisationId, wanted(found, domainId, false))
                                .compose(without -> first(client, organisationId, wanted(found, domainId, true))
                                        .map(unreachable ->
                                                Rehearsal.of(enforcement, found, signIns, without, unreachable))))));
    }

    private Future<List<Person>> first(SqlClient client, UUID organisationId, Wanted people) {
        return directory
                .people(client, organisationId, people, Page.Wanted.upTo(SHOWN))
                .map(Page::items);
    }

    /** All whom a rehearsal only shows the first of, as CSV. */
    Future<Parts> export(Caller caller, UUID organisationId, boolean unreachable, Optional<UUID> domainId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> protection(client, organisationId, domainId, clock.instant()))
                .map(found -> wanted(found, domainId, unreachable))
                .map(people -> new CsvPages<>(
                        Csv.of("name", "address"),
                        (csv, person) -> csv.row(person.name(), person.address()),
                        page -> db.query(client -> directory.people(client, organisationId, people, page))));
    }

    Future<Coverage> coverage(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> protection(client, organisationId, Optional.empty(), clock.instant()))
                .map(Protection::coverage);
    }

    private Future<Protection> protection(SqlClient client, UUID organisationId, Optional<UUID> domainId, Instant now) {
        return require(client, organisationId, domainId)
                .compose(found -> directory.groups(client, organisationId, domainId, now))
                .compose(groups -> store.load(client, organisationId, domains(groups))
                        .map(settings -> Protection.of(settings, groups, now)));
    }

    /** Nobody is looked for where nobody is. */
    private static Wanted wanted(Protection found, Optional<UUID> domainId, boolean unreachable) {
        List<String> protections = unreachable && found.unreachable() == 0 ? List.of() : found.lackingProtections();
        return new Wanted(protections, domainId, unreachable, found.now());
    }

    private static Set<UUID> domains(List<Group> groups) {
        return groups.stream().flatMap(group -> group.domains().stream()).collect(Collectors.toSet());
    }

    private Future<Tenant> require(SqlClient client, UUID organisationId, Optional<UUID> domainId) {
        return domainId.map(domain -> tenants.domain(client, organisationId, domain))
                .orElseGet(() -> tenants.organisation(client, organisationId));
    }
}
