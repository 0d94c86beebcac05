package dev.gatehouse.audit;

import dev.gatehouse.audit.AuditStore.Ends;
import dev.gatehouse.db.Db;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Recomputes chains from the rows, batch by batch, and holds them against their head and their anchors. */
final class AuditVerifier {

    private static final int BATCH = 1000;

    private final Db db;
    private final AuditStore store;
    private final Anchor.Key key;
    private final Blocking blocking;

    AuditVerifier(Db db, AuditStore store, Anchor.Key key, Blocking blocking) {
        this.db = db;
        this.store = store;
        this.key = key;
        this.blocking = blocking;
    }

    /** A place up to which the chain holds, and why it does not hold beyond, if so. */
    record Walk(long seq, Buffer hash, @Nullable String broken) {

        static Walk from(UUID organisationId) {
            return new Walk(0, AuditChain.genesis(organisationId), null);
        }

        static Walk to(AuditEntry entry) {
            return new Walk(entry.seq(), entry.hash(), null);
        }

        Walk stop(String reason) {
            return new Walk(seq, hash, reason);
        }

        Verdict verdict(UUID organisationId) {
            return new Verdict(organisationId, seq, broken == null ? null : Long.valueOf(seq + 1), broken);
        }
    }

    /** Begins with the end of the log as it is now: entries appended later are left for the next verification. */
    Future<Verification> begin(UUID organisationId) {
        return db.query(client -> store.ends(client, organisationId))
                .map(ends -> new Verification(this, organisationId, ends));
    }

    /** Goes one batch further, or finds at the end what the end says. Hashes are computed off the event loop. */
    Future<Walk> step(UUID organisationId, Walk reached, Ends ends) {
        int limit = (int) Math.min(BATCH, ends.lastEntry() - reached.seq);
        return db.query(client -> store.after(client, organisationId, reached.seq, limit)
                        .compose(entries -> entries.isEmpty()
                                ? Future.succeededFuture(new Batch(entries, List.of()))
                                : store.anchors(
                                                client,
                                                organisationId,
                                                reached.seq,
                                                entries.getLast().seq())
                                        .map(anchors -> new Batch(entries, anchors))))
                .compose(batch -> batch.entries.isEmpty()
                        ? Future.succeededFuture(reached.stop("This entry and those after it are gone."))
                        : blocking.call(() -> check(reached, batch.entries, batch.anchors)));
    }

    private record Batch(List<AuditEntry> entries, List<Anchor> anchors) {}

    private Walk check(Walk reached, List<AuditEntry> entries, List<Anchor> anchors) {
        Map<Long, Anchor> bySeq = anchors.stream().collect(Collectors.toMap(Anchor::seq, Function.identity()));
        Walk walk = reached;
        for (AuditEntry entry : entries) {
            String broken = broken(walk, entry, bySeq.get(entry.seq()));
            if (broken != null) {
                return walk.stop(broken);
            }
            walk = Walk.to(entry);
        }
        return walk;
    }

    private @Nullable String broken(Walk before, AuditEntry entry, @Nullable Anchor anchor) {
        if (entry.seq() != before.seq + 1) {
            return "This entry is gone: after %d comes %d.".formatted(before.seq, entry.seq());
        }
        if (!AuditChain.next(before.hash, entry).equals(entry.hash())) {
            return "This entry was changed: its hash is not the one of its content.";
        }
        if (anchor == null) {
            return null;
        }
        if (!key.signed(anchor)) {
            return "The anchor of this entry was not signed with this installation's key.";
        }
        return anchor.hash().equals(entry.hash())
                ? null
                : "The log was rewritten: this entry is not the one that was signed on %s.".formatted(anchor.at());
    }

    /** Holds a walk that has come to the last entry against the head and the last anchor. */
    static Walk atTheEnd(Walk walk, Ends ends) {
        if (ends.lastAnchor() > walk.seq) {
            return walk.stop("The end of the log is gone: a signed anchor says that it had reached entry %d."
                    .formatted(ends.lastAnchor()));
        }
        Long head = ends.head();
        if (head == null) {
            return walk.seq == 0 ? walk : walk.stop("The head of the chain is gone.");
        }
        if (head > walk.seq) {
            return walk.stop("The end of the log is gone: the chain had reached entry %d.".formatted(head));
        }
        return head == walk.seq && walk.hash.equals(ends.headHash())
                ? walk
                : walk.stop("The head of the chain was changed: it says entry %d.".formatted(head));
    }
}
