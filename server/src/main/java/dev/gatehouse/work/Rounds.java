package dev.gatehouse.work;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
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
    private final Callable<Boolean> round;
    private final Promise<Void> stopped = Promise.promise();
    private @Nullable Long timer;
    private boolean running;
    private boolean nudged;
    private boolean stopping;
    private boolean failing;

    /**
     * Makes the rhythm; {@link #begin} starts it.
     *
     * @param name for the log
     * @param round does a bounded amount of work and says whether there is more
     */
    public Rounds(Vertx vertx, String name, Duration pause, Callable<Boolean> round) {
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
        context.runOnContext(now -> {
            stopping = true;
            cancelTimer();
            if (!running) {
                stopped.tryComplete();
            }
        });
        return stopped.future();
    }

    private void run() {
        if (running || stopping) {
            nudged = true;
            return;
        }
        running = true;
        cancelTimer();
        boolean more;
        do {
            nudged = false;
            more = once();
        } while ((more || nudged) && !stopping);
        running = false;
        if (stopping) {
            stopped.tryComplete();
        } else {
            timer = vertx.setTimer(pause.toMillis(), fired -> run());
        }
    }

    private boolean once() {
        try {
            boolean more = round.call();
            if (failing) {
                failing = false;
                LOG.atInfo().addKeyValue("job", name).log("the job works again");
            }
            return more;
        } catch (Exception failure) {
            // Told once: a database that is away for an hour must not fill the log every second.
            if (!failing) {
                failing = true;
                LOG.atWarn().setCause(failure).addKeyValue("job", name).log("a round of the job failed");
            }
            // A nudge must not turn a failing job into a busy loop.
            nudged = false;
            return false;
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }
}
