package dev.gatehouse.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Wakes jobs on every node when a transaction that did {@code pg_notify} commits. Only a hint: whoever listens also looks by
 * itself from time to time, because a notification is lost while the connection is.
 */
public final class Notifications {

    private static final long RECONNECT_MILLIS = 1000;

    private final PgSubscriber subscriber;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final Map<String, PgConnection> listening = new ConcurrentHashMap<>();

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
     * Calls the handler with the key at each notification of a change on that channel, and at changes that were made on this node
     * itself: those at once, before whoever made them hears that they are made.
     */
    void onChange(String channel, Consumer<String> handler) {
        listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(handler);
        subscriber
                .channel(channel)
                .subscribeHandler(subscribed -> note(channel))
                .handler(handler::accept);
    }

    /** Something has been changed here. */
    void hear(String channel, String key) {
        listeners.getOrDefault(channel, List.of()).forEach(listener -> listener.accept(key));
    }

    private void note(String channel) {
        PgConnection connection = subscriber.actualConnection();
        if (connection != null) {
            listening.put(channel, connection);
        }
    }

    /**
     * The connection on which all these channels are listened to, for telling whether it is still the same: what happened between two
     * was not heard of.
     *
     * @return null while there is none
     */
    @Nullable
    Object connection(List<String> channels) {
        PgConnection connection = subscriber.actualConnection();
        for (String channel : channels) {
            // A new connection hears nothing until it has asked to.
            if (connection == null || listening.get(channel) != connection) {
                return null;
            }
        }
        return connection;
    }

    public Future<Void> close() {
        listening.clear();
        return subscriber.close();
    }
}
