package dev.gatehouse.account;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The domains of an organisation; all are equal. */
public final class DomainService {

    private final Db db;
    private final AuditService audit;
    private final Clock clock;
    private final DomainStore store = new DomainStore();
    private final OrganisationStore organisations = new OrganisationStore();

    DomainService(Db db, AuditService audit, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    Future<List<Domain>> list(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> organisations
                .require(client, organisationId)
                .compose(organisation -> store.list(client, organisationId)));
    }

    /**
     * Adds a domain; fails with {@code domain-taken} or {@code invalid-request}.
     *
     * @param mailbox {@code external} or {@code gatehouse}
     */
    public Future<Domain> create(Caller caller, UUID organisationId, String name, String mailbox) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        DomainName domain = DomainName.parse(name).orElseThrow(() -> AccountProblems.invalidDomain("/name"));
        UUID id = Ids.next();
        return db.transaction(tx -> organisations
                .require(tx, organisationId)
                .compose(organisation -> store.insert(tx, id, organisationId, domain, mailbox, clock.instant()))
                .compose(inserted -> require(tx, organisationId, id))
                .compose(created -> audit.record(
                                tx,
                                event(caller, created, "account.create-domain").with("mailbox", mailbox))
                        .map(created)));
    }

    /** Says where the mailboxes of the domain are. */
    Future<Domain> update(Caller caller, UUID organisationId, UUID domainId, String mailbox) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(
                tx -> require(tx, organisationId, domainId).compose(before -> store.update(tx, domainId, mailbox)
                        .compose(updated -> require(tx, organisationId, domainId))
                        .compose(after -> audit.record(
                                        tx,
                                        event(caller, after, "account.update-domain")
                                                .with("before", before.mailbox())
                                                .with("after", after.mailbox()))
                                .map(after))));
    }

    Future<Void> delete(Caller caller, UUID organisationId, UUID domainId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> require(tx, organisationId, domainId).compose(domain -> store.delete(tx, domainId)
                .compose(deleted -> audit.record(tx, event(caller, domain, "account.delete-domain")))));
    }

    private Future<Domain> require(SqlClient client, UUID organisationId, UUID domainId) {
        return store.find(client, organisationId, domainId)
                .map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem));
    }

    private static AuditEvent event(Caller caller, Domain domain, String action) {
        return AuditEvent.by(caller, domain.organisationId(), action).on("domain", domain.id(), domain.name());
    }
}
