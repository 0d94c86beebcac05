package dev.gatehouse.audit;

import dev.gatehouse.audit.AuditStore.Head;
import dev.gatehouse.work.Rounds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Signs the ends of the chains that have grown. Runs on every node; the database takes each anchor once. */
public final class AuditJob extends VerticleBase {

    private final AuditService audit;
    private final Duration pause;
    private @Nullable Rounds rounds;

    /**
     * Makes the job; deploy it on virtual threads.
     *
     * @param pause between two signatures of one chain: for so long, a cut end can go unnoticed
     */
    public AuditJob(AuditService audit, Duration pause) {
        this.audit = audit;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        Rounds begun = new Rounds(vertx, "audit", pause, this::round);
        rounds = begun;
        begun.begin();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return rounds == null ? Future.succeededFuture() : rounds.stop();
    }

    private Future<Boolean> round() {
        for (Head head : audit.unanchored().await()) {
            audit.anchor(head).await();
        }
        return Future.succeededFuture(false);
    }
}
