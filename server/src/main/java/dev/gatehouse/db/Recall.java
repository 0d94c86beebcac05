package dev.gatehouse.db;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the database has said, until it has changed: on this node until the work that changes it is done ({@link
 * Db#changed}), on others until a notification arrives. While nobody listens for notifications the database is asked each time; a
 * line that is dead without anybody having noticed is worth the time limit.
 */
public final class Recall<K, V> {

    /** The key of a change that may concern any of them. */
    static final String EVERYTHING = "";

    /** How late a change may be seen when a notification got lost. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final Notifications notifications;
    private final List<String> channels;
    private final Function<String, K> key;
    private final Clock clock;
    private final int size;
    private final Map<K, Remembered<V>> entries = new ConcurrentHashMap<>();
    // What was asked before the last change must not be remembered after it.
    private final AtomicLong changes = new AtomicLong();

    private record Remembered<V>(V value, Object connection, Instant until) {}

    /**
     * Makes an empty memory.
     *
     * @param channels whose notifications name the key of what has changed, or nothing when it may be anything
     * @param key reads a key in a notification
     * @param size entries; a full memory is emptied
     */
    public Recall(Notifications notifications, List<String> channels, Function<String, K> key, Clock clock, int size) {
        this.notifications = notifications;
        this.channels = List.copyOf(channels);
        this.key = key;
        this.clock = clock;
        this.size = size;
        channels.forEach(channel -> notifications.onChange(channel, this::forget));
    }

    /** What is known of a key; asks with {@code load} when nothing is. */
    public Future<V> get(K key, Function<K, Future<V>> load) {
        Object connection = notifications.connection(channels);
        if (connection == null) {
            return load.apply(key);
        }
        Instant now = clock.instant();
        Remembered<V> known = entries.get(key);
        if (known != null && known.connection() == connection && now.isBefore(known.until())) {
            return Future.succeededFuture(known.value());
        }
        long before = changes.get();
        return load.apply(key).onSuccess(value -> keep(key, value, connection, now, before));
    }

    private void forget(String changed) {
        changes.incrementAndGet();
        if (changed.equals(EVERYTHING)) {
            entries.clear();
        } else {
            entries.remove(key.apply(changed));
        }
    }

    private void keep(K key, V value, @Nullable Object connection, Instant now, long before) {
        if (connection == null || changes.get() != before) {
            return;
        }
        if (entries.size() >= size) {
            entries.clear();
        }
        entries.put(key, new Remembered<>(value, connection, now.plus(LONGEST)));
        if (changes.get() != before) {
            entries.remove(key);
        }
    }
}
