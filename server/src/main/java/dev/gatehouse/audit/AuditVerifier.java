package dev.gatehouse.audit;

import dev.gatehouse.audit.AuditStore.Ends;
import dev.gatehouse.db.Db;
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

    AuditVerifier(Db db, AuditStore store, Anchor.Key key) {
        this.db = db;
        this.store = store;
        this.key = key;
    }

    /** A place up to which the chain holds, and why it does not hold beyond, if so. */
    private record Walk(long seq, Buffer hash, @Nullable String broken) {

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

    Future<Verdict> verify(UUID organisationId) {
        return db.query(client -> store.ends(client, organisationId))
                .compose(ends -> walk(organisationId, new Walk(0, AuditChain.genesis(organisationId), null), ends)
                        .map(walk -> walk.broken == null ? atTheEnd(walk, ends) : walk)
                        .map(walk -> walk.verdict(organisationId)));
    }

    /** Entries appended after {@code ends} was read are left for the next verification. */
    private Future<Walk> walk(UUID organisationId, Walk reached, Ends ends) {
        if (reached.broken != null || reached.seq >= ends.lastEntry()) {
            return Future.succeededFuture(reached);
        }
        int limit = (int) Math.min(BATCH, ends.lastEntry() - reached.seq);
        return db.query(client -> store.after(client, organisationId, reached.seq, limit)
                        .compose(entries -> entries.isEmpty()
                                ? Future.succeededFuture(reached.stop("This entry and those after it are gone."))
                                : store.anchors(
                                                client,
                                                organisationId,
                                                reached.seq,
                                                entries.getLast().seq())
                                        .map(anchors -> check(reached, entries, anchors))))
                .compose(next -> walk(organisationId, next, ends));
    }

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

    private static Walk atTheEnd(Walk walk, Ends ends) {
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
