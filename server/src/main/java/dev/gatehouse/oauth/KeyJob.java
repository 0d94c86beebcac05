package dev.gatehouse.oauth;

import dev.gatehouse.db.Notifications;
import dev.gatehouse.work.Rounds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps the signing keys of this node those of the moment. Its start ends when there are keys to sign with. */
public final class KeyJob extends VerticleBase {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final KeyService keys;
    private final Notifications notifications;
    private @Nullable Rounds rounds;

    KeyJob(KeyService keys, Notifications notifications) {
        this.keys = keys;
        this.notifications = notifications;
    }

    @Override
    public Future<?> start() {
        Rounds begun =
                new Rounds(vertx, "signing keys", PAUSE, () -> keys.maintain().map(false));
        rounds = begun;
        notifications.on(KeyStore.CHANNEL, begun::nudge);
        return keys.maintain().onSuccess(ready -> begun.begin());
    }

    @Override
    public Future<?> stop() {
        return rounds == null ? Future.succeededFuture() : rounds.stop();
    }
}
