package dev.gatehouse.login;

import dev.gatehouse.crypto.HashingPool;
import dev.gatehouse.crypto.HashingPool.Lane;
import dev.gatehouse.crypto.Password;
import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a refused password take the same time whoever's it was. Unknown addresses cost one hash of ours; where accounts still have
 * hashes of old systems, dearer or cheaper ones, every refusal waits for a floor above them all, and no thread waits with it.
 */
final class EvenTime {

    // A busy machine takes longer than it did when it was measured.
    private static final int MARGIN = 2;
    private static final String OURS = "";
    private static final Password ANY = Password.of("no password of anybody");

    private final Vertx vertx;
    private final Db db;
    private final PasswordStore store;
    private final HashingPool pool;
    private final Map<String, Duration> measured = new ConcurrentHashMap<>();
    private volatile Duration floor = Duration.ZERO;

    EvenTime(Vertx vertx, Db db, PasswordStore store, HashingPool pool) {
        this.vertx = vertx;
        this.db = db;
        this.store = store;
        this.pool = pool;
    }

    /** Completes when the floor is reached. */
    Future<Void> since(long startedNanos) {
        long left = floor.minusNanos(System.nanoTime() - startedNanos).toMillis();
        return left <= 0 ? Future.succeededFuture() : vertx.timer(left).mapEmpty();
    }

    /** Looks which forms of hashes there are, and measures those that are new on this node. */
    Future<Void> survey() {
        return db.query(client -> store.foreign(client, pool.form())).compose(forms -> {
            if (forms.isEmpty()) {
                floor = Duration.ZERO;
                return Future.succeededFuture();
            }
            Future<Void> done = measure(OURS, Optional.empty());
            for (PasswordStore.Form form : forms) {
                done = done.compose(before -> measure(form.name(), Optional.of(form.sample())));
            }
            return done.onSuccess(measuredAll -> floor = floor(forms));
        });
    }

    /** Above the dearest comparison and the new hash that follows it when the password was right. */
    private Duration floor(List<PasswordStore.Form> forms) {
        Duration own = measured.getOrDefault(OURS, Duration.ZERO);
        return forms.stream()
                .map(form -> measured.getOrDefault(form.name(), Duration.ZERO))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(own)
                .multipliedBy(MARGIN);
    }

    private Future<Void> measure(String form, Optional<String> sample) {
        return measured.containsKey(form)
                ? Future.succeededFuture()
                : pool.compare(Lane.UNKNOWN, ANY, sample)
                        .onSuccess(compared -> measured.put(form, compared.took()))
                        .mapEmpty();
    }
}
