package dev.gatehouse.account;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a domain an organisation's own. Every claim to it ends then, whoever made it, and those organisations read that in their audit
 * log, without a word on whose the domain is.
 */
final class DomainOwnership {

    private final AuditService audit;
    private final DomainStore store = new DomainStore();

    DomainOwnership(AuditService audit) {
        this.audit = audit;
    }

    /**
     * Adds a domain on the operator's word.
     *
     * @return fails with {@code domain-taken}
     */
    Future<Void> add(
            SqlClient tx,
            UUID id,
            UUID organisationId,
            DomainName name,
            String mailbox,
            Instant now,
            AuditEvent event) {
        return store.lock(tx, name.text())
                .compose(locked -> store.endClaims(tx, name.text()))
                .compose(lost -> store.insertProved(tx, id, organisationId, name, mailbox, now)
                        .compose(DomainOwnership::requireDone)
                        .compose(added -> record(tx, name.text(), lost, event)));
    }

    /**
     * Makes a claim an own domain, because its record was found or the operator confirms it.
     *
     * @return fails with {@code domain-taken} or {@code claim-ended}
     */
    Future<Void> prove(SqlClient tx, Domain claim, Instant now, AuditEvent event) {
        return store.lock(tx, claim.name())
                .compose(locked -> store.prove(tx, claim.id(), now))
                .compose(proved -> proved
                        ? store.endClaims(tx, claim.name()).compose(lost -> record(tx, claim.name(), lost, event))
                        : store.find(tx, claim.organisationId(), claim.id())
                                .compose(found -> requireProved(found, now)));
    }

    /** Whoever comes second with the same claim finds it proved. */
    private static Future<Void> requireProved(Optional<Domain> found, Instant now) {
        if (found.map(Domain::proved).orElse(false)) {
            return Future.succeededFuture();
        }
        boolean ended = found.flatMap(Domain::claim)
                .map(claim -> !now.isBefore(claim.endsAt()))
                .orElse(false);
        return Future.failedFuture(ended ? AccountProblems.CLAIM_ENDED.problem() : taken());
    }

    private static Future<Void> requireDone(boolean done) {
        return done ? Future.succeededFuture() : Future.failedFuture(taken());
    }

    private static Throwable taken() {
        return AccountProblems.DOMAIN_TAKEN.problem();
    }

    /** Each record locks its organisation's chain: always in the same order, so that two of these cannot wait for each other. */
    private Future<Void> record(SqlClient tx, String name, List<DomainStore.Lost> lost, AuditEvent event) {
        List<AuditEvent> events = new ArrayList<>(List.of(event));
        lost.stream()
                .filter(claim -> !claim.organisationId().equals(event.organisationId()))
                .map(claim -> AuditEvent.by(
                                null, "Gatehouse", claim.organisationId(), Origin.system(), "account.lose-domain")
                        .on("domain", claim.id(), name))
                .forEach(events::add);
        events.sort(Comparator.comparing(AuditEvent::organisationId));
        Future<Void> done = Future.succeededFuture();
        for (AuditEvent each : events) {
            done = done.compose(before -> audit.record(tx, each));
        }
        return done;
    }
}
