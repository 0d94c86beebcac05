package dev.gatehouse.account;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.CsvPages;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Csv;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Parts;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Organisations: the provider's clients, and the provider's own. */
public final class OrganisationService {

    private static final String ACTIVE = "active";

    private final Db db;
    private final AuditService audit;
    private final Credentials credentials;
    private final Clock clock;
    private final OrganisationStore store = new OrganisationStore();
    private final DomainOwnership ownership;

    OrganisationService(Db db, AuditService audit, Credentials credentials, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.credentials = credentials;
        this.clock = clock;
        this.ownership = new DomainOwnership(audit);
    }

    Future<Page<Organisation>> list(Caller caller, Optional<String> search, Page.Wanted wanted) {
        caller.require(Permission.PROVIDER);
        return db.query(client -> page(client, search, wanted));
    }

    private Future<Page<Organisation>> page(SqlClient client, Optional<String> search, Page.Wanted wanted) {
        return store.list(client, AccountFilter.words(search), wanted)
                .map(rows -> Page.of(rows, wanted, OrganisationStore.Listed::key))
                .map(page -> new Page<>(
                        page.items().stream()
                                .map(OrganisationStore.Listed::organisation)
                                .toList(),
                        page.next()));
    }

    Future<Parts> export(Caller caller, Optional<String> search) {
        caller.require(Permission.PROVIDER);
        Csv csv = Csv.of("name", "domains", "provider", "state", "accounts", "created");
        return Future.succeededFuture(new CsvPages<>(
                csv, OrganisationService::add, wanted -> db.query(client -> page(client, search, wanted))));
    }

    private static void add(Csv csv, Organisation each) {
        csv.row(
                each.name(),
                String.join(" ", each.domains()),
                each.provider() ? "yes" : "no",
                each.state(),
                each.accounts(),
                each.createdAt());
    }

    public Future<Organisation> get(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> store.require(client, organisationId));
    }

    /**
     * Creates a client organisation with its first domain; fails with {@code domain-taken}, or {@code invalid-request} for a name
     * or domain that is none.
     */
    public Future<Organisation> create(Caller caller, String name, String domain) {
        return create(caller, name, domain, false);
    }

    /** Creates the provider's own organisation, once in an installation; fails with {@code conflict} the second time. */
    public Future<Organisation> createProvider(Caller caller, String name, String domain) {
        return create(caller, name, domain, true);
    }

    private Future<Organisation> create(Caller caller, String name, String domain, boolean provider) {
        caller.require(Permission.PROVIDER);
        // The first domain is proved by the operator's word, as with DomainService.create.
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        String cleanName = DisplayName.parse(name).orElseThrow(() -> AccountProblems.invalidName("/name"));
        DomainName cleanDomain = DomainName.parse(domain).orElseThrow(() -> AccountProblems.invalidDomain("/domain"));
        UUID id = Ids.next();
        AuditEvent event = AuditEvent.by(caller, id, "account.create-organisation")
                .on("organisation", id, cleanName)
                .with("domain", cleanDomain.text());
        return db.transaction(tx -> store.insert(tx, id, cleanName, provider, clock.instant())
                .compose(inserted -> inserted
                        ? ownership.add(tx, Ids.next(), id, cleanDomain, "external", clock.instant(), event)
                        : Future.failedFuture(HttpProblems.CONFLICT.problem("There is a provider already.")))
                .compose(added -> store.require(tx, id)));
    }

    /** Renames, suspends or restores. Suspending ends every session of the organisation's people. */
    Future<Organisation> update(
            Caller caller, UUID organisationId, Optional<String> name, Optional<Boolean> suspended) {
        caller.require(Permission.PROVIDER);
        if (suspended.isPresent()) {
            caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        }
        Optional<String> cleanName =
                name.map(text -> DisplayName.parse(text).orElseThrow(() -> AccountProblems.invalidName("/name")));
        return db.transaction(tx -> store.lock(tx, organisationId)
                .compose(provider -> store.require(tx, organisationId))
                .compose(before -> {
                    boolean suspend = suspended.orElse(before.suspended());
                    if (suspend && before.provider()) {
                        throw AccountProblems.PROVIDER_STAYS.problem();
                    }
                    return store.update(
                                    tx, organisationId, cleanName.orElse(before.name()), suspend ? "suspended" : ACTIVE)
                            .compose(updated -> suspend && !before.suspended()
                                    ? endSessions(tx, organisationId)
                                    : Future.succeededFuture(0))
                            .compose(ended -> store.require(tx, organisationId))
                            .compose(after -> audit.record(tx, changed(caller, before, after))
                                    .map(after));
                }));
    }

    private Future<Integer> endSessions(SqlClient tx, UUID organisationId) {
        return store.lockAccounts(tx, organisationId)
                .compose(people -> credentials.endSessionsOfAll(tx, people, "organisation-suspended"));
    }

    /**
     * The organisation whose people an import without a caller is for.
     *
     * @param domain one of its domains; when absent, there must be exactly one client organisation
     */
    Future<Optional<Organisation>> forImport(Optional<String> domain) {
        if (domain.isPresent()) {
            return DomainName.parse(domain.get())
                    .map(name -> db.query(client -> store.findByDomain(client, name.text())))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty()));
        }
        return db.query(client -> store.clients(client, 2))
                .map(clients -> clients.size() == 1 ? Optional.of(clients.getFirst()) : Optional.empty());
    }

    private static AuditEvent changed(Caller caller, Organisation before, Organisation after) {
        return AuditEvent.by(caller, after.id(), "account.update-organisation")
                .on("organisation", after.id(), after.name())
                .with("before", state(before))
                .with("after", state(after));
    }

    private static JsonObject state(Organisation organisation) {
        return new JsonObject().put("name", organisation.name()).put("state", organisation.state());
    }
}
