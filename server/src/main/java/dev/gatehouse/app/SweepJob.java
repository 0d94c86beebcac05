package dev.gatehouse.app;

import dev.gatehouse.work.Rounds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has each feature clear away what has expired, one after the other, from time to time. Every node does it; none must. */
final class SweepJob extends VerticleBase {

    private final Duration pause;
    private final List<Supplier<Future<Void>>> sweeps;
    private @Nullable Rounds rounds;

    SweepJob(Duration pause, List<Supplier<Future<Void>>> sweeps) {
        this.pause = pause;
        this.sweeps = List.copyOf(sweeps);
    }

    @Override
    public Future<?> start() {
        Rounds begun = new Rounds(vertx, "sweep", pause, this::round);
        this.rounds = begun;
        begun.begin();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return rounds == null ? Future.succeededFuture() : rounds.stop();
    }

    /** Each feature has its turn, also after one that failed. The round fails if any of them did. */
    private Future<Boolean> round() {
        Future<Void> done = Future.succeededFuture();
        for (Supplier<Future<Void>> sweep : sweeps) {
            done = done.eventually(sweep);
        }
        return done.map(false);
    }
}
