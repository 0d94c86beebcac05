package dev.gatehouse.account;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The domains of an organisation; all are equal. */
public final class DomainService {

    private static final int MOST_CLAIMS = 20;
    private static final Duration CLAIM_LASTS = Duration.ofDays(14);

    private final Db db;
    private final AuditService audit;
    private final Clock clock;
    private final DomainOwnership ownership;
    private final Tokens tokens = new Tokens();
    private final DomainStore store = new DomainStore();
    private final OrganisationStore organisations = new OrganisationStore();

    DomainService(Db db, AuditService audit, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
        this.ownership = new DomainOwnership(audit);
    }

    Future<List<Domain>> list(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> organisations
                .require(client, organisationId)
                .compose(organisation -> store.list(client, organisationId)));
    }

    /**
     * Adds a domain: on the operator's word as the organisation's own, else as a claim that is to be proved.
     *
     * @param mailbox {@code external} or {@code gatehouse}
     * @return fails with {@code domain-taken}, {@code too-many-claims} or {@code invalid-request}
     */
    public Future<Domain> create(Caller caller, UUID organisationId, String name, String mailbox) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        DomainName domain = DomainName.parse(name).orElseThrow(() -> AccountProblems.invalidDomain("/name"));
        UUID id = Ids.next();
        boolean proved = caller.has(Permission.PROVIDER);
        AuditEvent event = AuditEvent.by(caller, organisationId, "account.create-domain")
                .on("domain", id, domain.text())
                .with("mailbox", mailbox)
                .with("proved", proved);
        return db.transaction(tx -> organisations
                .lock(tx, organisationId)
                .compose(locked -> proved
                        ? ownership.add(tx, id, organisationId, domain, mailbox, clock.instant(), event)
                        : claim(tx, id, organisationId, domain, mailbox).compose(claimed -> audit.record(tx, event)))
                .compose(added -> require(tx, organisationId, id)));
    }

    /** The organisation's lock is held, so that its claims can be counted. */
    private Future<Void> claim(SqlClient tx, UUID id, UUID organisationId, DomainName domain, String mailbox) {
        Instant now = clock.instant();
        return store.forgetClaims(tx, organisationId, now)
                .compose(forgotten -> store.claims(tx, organisationId))
                .compose(claims -> claims >= MOST_CLAIMS
                        ? Future.failedFuture(AccountProblems.TOO_MANY_CLAIMS.problem())
                        : store.insertClaim(
                                tx,
                                id,
                                organisationId,
                                domain,
                                mailbox,
                                now,
                                tokens.next().secret(),
                                now.plus(CLAIM_LASTS)))
                .compose(inserted -> inserted
                        ? Future.succeededFuture()
                        : Future.failedFuture(AccountProblems.DOMAIN_TAKEN.problem()));
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
