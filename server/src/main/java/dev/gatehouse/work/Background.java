package dev.gatehouse.work;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that goes on after the answer has gone. Whoever takes away what it works with waits for it first. */
public final class Background {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final Set<Future<?>> running = ConcurrentHashMap.newKeySet();

    /**
     * Begins something that nobody waits for; a failure is logged.
     *
     * @param what for the log, as the subject of "failed"
     * @param requestId of the request that was answered
     */
    public void run(String what, String requestId, Supplier<Future<Void>> work) {
        // Composing turns what it throws into a failed future as well.
        Future<Void> begun = Future.succeededFuture().compose(nothing -> work.get());
        running.add(begun);
        begun.onComplete(done -> running.remove(begun)).onFailure(failure -> LOG.atWarn()
                .addKeyValue("requestId", requestId)
                .addKeyValue("cause", failure.toString())
                .log("{} failed after the answer", what));
    }

    /** Completes when everything begun has ended, well or not. */
    public Future<Void> join() {
        List<Future<?>> left = List.copyOf(running);
        return left.isEmpty()
                ? Future.succeededFuture()
                : Future.join(left).otherwiseEmpty().compose(done -> {
                    running.removeAll(left);
                    return join();
                });
    }
}
