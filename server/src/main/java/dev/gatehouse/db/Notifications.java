package dev.gatehouse.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import org.jspecify.annotations.Nullable;

/**
 * Wakes jobs on every node when a transaction that did {@code pg_notify} commits. Only a hint: whoever listens also looks by
 * itself from time to time, because a notification is lost while the connection is.
 */
public final class Notifications {

    private static final long RECONNECT_MILLIS = 1000;

    private final PgSubscriber subscriber;

    /** Makes the listener, which has one connection of its own. */
    public Notifications(Vertx vertx, PgConnectOptions options) {
        subscriber = PgSubscriber.subscriber(vertx, options).reconnectPolicy(retries -> RECONNECT_MILLIS);
    }

    /** Connects; from then on a lost connection is opened again. */
    public Future<Void> start() {
        return subscriber.connect();
    }

    /** Calls the handler at each notification on that channel. */
    public void on(String channel, Runnable handler) {
        subscriber.channel(channel).handler(payload -> handler.run());
    }

    /**
     * The connection that is listened on, for telling whether it is still the same: what happened between two was not heard of.
     *
     * @return null while there is none
     */
    @Nullable
    Object connection() {
        return subscriber.actualConnection();
    }

    public Future<Void> close() {
        return subscriber.close();
    }
}
