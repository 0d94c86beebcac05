package dev.gatehouse.audit;

import dev.gatehouse.db.Db;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Parts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A verification that is told line by line while it goes on, and ends when nobody listens any more. The verdict goes straight to
 * who asked for it: kept in the database it could be changed by the very person whom it is about.
 */
final class VerificationLines implements Parts {

    /** For so long a log counts as being verified after the last sign of life. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(VerificationLines.class);
    private static final Duration RENEWED = Duration.ofSeconds(15);

    private final Db db;
    private final Clock clock;
    private final AuditStore store = new AuditStore();
    private final UUID organisationId;
    private final UUID holder;
    private final Verification verification;
    private final Function<Verdict, Future<Void>> record;
    private Instant renewed;
    private boolean ended;

    /**
     * Makes the lines.
     *
     * @param holder has the lease on the log
     * @param record keeps the verdict, before it is told
     */
    VerificationLines(
            Db db,
            Clock clock,
            UUID organisationId,
            UUID holder,
            Verification verification,
            Function<Verdict, Future<Void>> record) {
        this.db = db;
        this.clock = clock;
        this.organisationId = organisationId;
        this.holder = holder;
        this.verification = verification;
        this.record = record;
        this.renewed = clock.instant();
    }

    @Override
    public Future<Optional<Buffer>> next() {
        if (ended) {
            return Future.succeededFuture(Optional.empty());
        }
        return renew().compose(held -> verification.advance()).compose(progress -> {
            ended = progress.verdict().isPresent();
            return progress.verdict()
                    .map(record)
                    .orElseGet(Future::succeededFuture)
                    .map(recorded -> Optional.of(line(progress)));
        });
    }

    private Future<Boolean> renew() {
        Instant now = clock.instant();
        if (now.isBefore(renewed.plus(RENEWED))) {
            return Future.succeededFuture(true);
        }
        renewed = now;
        return db.query(client -> store.hold(client, organisationId, holder, now, now.plus(LEASE)));
    }

    @Override
    public void close() {
        db.query(client -> store.release(client, organisationId, holder))
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("a lease on an audit log runs out by itself"));
    }

    private static Buffer line(Progress progress) {
        Json json = Json.object().put("entries", progress.entries()).put("total", progress.total());
        progress.verdict().ifPresent(verdict -> json.put("intact", verdict.intact())
                .put("brokenAt", verdict.brokenAt())
                .put("reason", verdict.reason()));
        return json.done().toBuffer().appendString("\n");
    }
}
