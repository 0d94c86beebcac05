package dev.gatehouse.work;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rhythm of a background job: one round after another, never two at once; the next one after a pause, at once when there is
 * more to do, or as soon as somebody nudges. A failed round is tried again after the pause. Make it in the verticle's
 * {@code start}, so that rounds run on its context.
 */
public final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Vertx vertx;
    private final Context context;
    private final String name;
    private final Duration pause;
    private final Supplier<Future<Boolean>> round;
    private final Promise<Void> stopped = Promise.promise();
    private @Nullable Long timer;
    private boolean running;
    private boolean nudged;
    private volatile boolean stopping;
    private boolean failing;

    /**
     * Makes the rhythm; {@link #begin} starts it.
     *
     * @param name for the log
     * @param round begins a bounded amount of work; its future says whether there is more to do
     */
    public Rounds(Vertx vertx, String name, Duration pause, Supplier<Future<Boolean>> round) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    public void begin() {
        context.runOnContext(now -> run());
    }

    /** There may be something to do; callable from any thread. */
    public void nudge() {
        begin();
    }

    /** Lets the round under way finish and begins no more. */
    public Future<Void> stop() {
        stopping = true;
        context.runOnContext(now -> {
            cancelTimer();
            if (!running) {
                stopped.tryComplete();
            }
        });
        return stopped.future();
    }

    private void run() {
        nudged = true;
        if (!running && !stopping) {
            running = true;
            cancelTimer();
            once();
        }
    }

    private void once() {
        nudged = false;
        // Composing turns what a round throws into a failed future as well.
        Future.succeededFuture().compose(nothing -> round.get()).onComplete(done -> {
            boolean more = done.succeeded() ? worked(done.result()) : failed(done.cause());
            if (more && !stopping) {
                context.runOnContext(now -> once());
            } else {
                rest();
            }
        });
    }

    private void rest() {
        running = false;
        if (stopping) {
            stopped.tryComplete();
        } else {
            timer = vertx.setTimer(pause.toMillis(), fired -> run());
        }
    }

    private boolean worked(boolean more) {
        if (failing) {
            failing = false;
            LOG.atInfo().addKeyValue("job", name).log("the job works again");
        }
        return more || nudged;
    }

    /** Told once: a database that is away for an hour must not fill the log. Nor does a nudge make a failing job spin. */
    private boolean failed(Throwable failure) {
        if (!failing) {
            failing = true;
            LOG.atWarn().setCause(failure).addKeyValue("job", name).log("a round of the job failed");
        }
        return false;
    }

    private void cancelTimer() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }
}
