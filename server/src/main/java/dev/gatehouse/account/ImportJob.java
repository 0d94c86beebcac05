package dev.gatehouse.account;

import dev.gatehouse.db.Notifications;
import dev.gatehouse.work.Rounds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries on the imports under way, a few rows at a time. Runs on every node; the database gives each import to one of them. */
public final class ImportJob extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final long HOUR_MILLIS = 3_600_000;

    private final ImportService imports;
    private final Notifications notifications;
    private @Nullable Rounds rounds;

    ImportJob(ImportService imports, Notifications notifications) {
        this.imports = imports;
        this.notifications = notifications;
    }

    @Override
    public Future<?> start() {
        Rounds begun = new Rounds(vertx, "import", PAUSE, imports::work);
        rounds = begun;
        notifications.on(ImportStore.CHANNEL, begun::nudge);
        vertx.setPeriodic(0, HOUR_MILLIS, fired -> forgetOld());
        begun.begin();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return rounds == null ? Future.succeededFuture() : rounds.stop();
    }

    private void forgetOld() {
        imports.forgetOld()
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("old imports could not be forgotten"));
    }
}
