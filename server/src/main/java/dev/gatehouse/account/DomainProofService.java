package dev.gatehouse.account;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.net.IDN;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Proves that a claimed domain is the organisation's: by a TXT record that only its owner can publish, or by the operator's word. */
final class DomainProofService {

    // Names that begin with an underscore never are those of hosts (RFC 8553).
    private static final String LABEL = "_gatehouse-challenge.";
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(5);
    private static final int VALUES_SHOWN = 5;
    private static final int VALUE_SHOWN = 100;

    private final Db db;
    private final DomainOwnership ownership;
    private final TxtRecords records;
    private final Clock clock;
    private final DomainStore store = new DomainStore();

    DomainProofService(Db db, AuditService audit, TxtRecords records, Clock clock) {
        this.db = db;
        this.ownership = new DomainOwnership(audit);
        this.records = records;
        this.clock = clock;
    }

    /**
     * What a look at the record showed.
     *
     * @param outcome {@code proved}, {@code not-found}, {@code other-value} or {@code no-answer}
     * @param found the values that were there instead
     */
    record Check(String outcome, List<String> found, Domain domain) {}

    /** Where the record of a domain stands. */
    static String recordName(String domain) {
        return LABEL + IDN.toASCII(domain);
    }

    /** Looks for the record now; fails with {@code claim-ended}, {@code domain-taken} or {@code checked-just-now}. */
    Future<Check> check(Caller caller, UUID organisationId, UUID domainId) {
        caller.require(Permission.ORGANISATION, organisationId);
        Instant now = clock.instant();
        return db.query(client -> require(client, organisationId, domainId)).compose(domain -> domain.claim()
                .map(claim -> check(caller, domain, claim, now))
                .orElseGet(() -> Future.succeededFuture(new Check("proved", List.of(), domain))));
    }

    private Future<Check> check(Caller caller, Domain domain, Domain.Claim claim, Instant now) {
        if (!now.isBefore(claim.endsAt())) {
            return Future.failedFuture(AccountProblems.CLAIM_ENDED.problem());
        }
        return db.query(client -> store.mayCheck(client, domain.id(), now, now.minus(BETWEEN_CHECKS)))
                .compose(may -> may
                        ? records.find(claim.record())
                        : Future.failedFuture(
                                AccountProblems.CHECKED_JUST_NOW.problem().retryAfter(BETWEEN_CHECKS)))
                .compose(answer -> judge(caller, domain, claim, answer));
    }

    private Future<Check> judge(Caller caller, Domain domain, Domain.Claim claim, Optional<List<String>> answer) {
        List<String> values =
                answer.orElse(List.of()).stream().map(String::strip).toList();
        if (values.contains(claim.value())) {
            return prove(caller, domain, "record").map(proved -> new Check("proved", List.of(), proved));
        }
        String outcome = answer.isEmpty() ? "no-answer" : values.isEmpty() ? "not-found" : "other-value";
        List<String> found = values.stream()
                .limit(VALUES_SHOWN)
                .map(value -> value.length() > VALUE_SHOWN ? value.substring(0, VALUE_SHOWN) + "…" : value)
                .toList();
        return Future.succeededFuture(new Check(outcome, found, domain));
    }

    /** The operator knows that the domain is the organisation's; fails with {@code claim-ended} or {@code domain-taken}. */
    Future<Domain> confirm(Caller caller, UUID organisationId, UUID domainId) {
        caller.require(Permission.PROVIDER);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.query(client -> require(client, organisationId, domainId))
                .compose(
                        domain -> domain.proved() ? Future.succeededFuture(domain) : prove(caller, domain, "operator"));
    }

    private Future<Domain> prove(Caller caller, Domain domain, String by) {
        AuditEvent event = AuditEvent.by(caller, domain.organisationId(), "account.prove-domain")
                .on("domain", domain.id(), domain.name())
                .with("by", by);
        return db.transaction(tx -> ownership
                .prove(tx, domain, clock.instant(), event)
                .compose(proved -> require(tx, domain.organisationId(), domain.id())));
    }

    /** Forgets claims that nobody has proved in time. */
    Future<Void> sweep() {
        return db.query(client -> store.forgetClaims(client, null, clock.instant()));
    }

    private Future<Domain> require(SqlClient client, UUID organisationId, UUID domainId) {
        return store.find(client, organisationId, domainId)
                .map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem));
    }
}
