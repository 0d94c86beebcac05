package dev.gatehouse.oauth;

import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.work.Rounds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells clients of sessions that have ended. Runs on every node; the database gives each notice to one of them. */
public final class LogoutJob extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(LogoutJob.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 32;
    /** Over half a day, each wait three times the one before. */
    private static final int MOST_ATTEMPTS = 8;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(20);

    private final Db db;
    private final LogoutStore store;
    private final ClientDirectory clients;
    private final TokenMinter minter;
    private final LogoutTargets targets;
    private final Notifications notifications;
    private final Clock clock;
    private @Nullable Rounds rounds;

    LogoutJob(
            Db db,
            LogoutStore store,
            ClientDirectory clients,
            TokenMinter minter,
            LogoutTargets targets,
            Notifications notifications,
            Clock clock) {
        this.db = db;
        this.store = store;
        this.clients = clients;
        this.minter = minter;
        this.targets = targets;
        this.notifications = notifications;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        LogoutSender made = new LogoutSender(vertx, targets);
        Rounds begun = new Rounds(vertx, "logout notices", PAUSE, () -> round(made));
        rounds = begun;
        notifications.on(LogoutStore.CHANNEL, begun::nudge);
        begun.begin();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return rounds == null ? Future.succeededFuture() : rounds.stop();
    }

    private Future<Boolean> round(LogoutSender through) {
        return db.query(client -> store.claim(client, AT_ONCE, LEASE, clock.instant()))
                .compose(due -> Future.join(
                                due.stream().map(each -> tell(through, each)).toList())
                        .map(done -> due.size() == AT_ONCE));
    }

    private Future<Void> tell(LogoutSender through, Logout logout) {
        return clients.usable(logout.clientId().toString())
                .compose(found -> found.isEmpty() ? Future.succeededFuture() : send(through, found.get(), logout))
                .compose(told -> db.query(client -> store.delete(client, logout.id())), failure -> {
                    LOG.atInfo()
                            .addKeyValue("client", logout.clientId())
                            .addKeyValue("attempt", logout.attempts())
                            .addKeyValue("why", failure.getMessage())
                            .log("a client could not be told of the end of a session");
                    return db.query(client -> logout.attempts() >= MOST_ATTEMPTS
                            ? store.delete(client, logout.id())
                            : store.postpone(
                                    client, logout.id(), clock.instant().plus(wait(logout.attempts()))));
                });
    }

    private Future<Void> send(LogoutSender through, Client client, Logout logout) {
        String address = client.settings().backchannelLogoutUri();
        return address == null
                ? Future.succeededFuture()
                : through.send(client, address, minter.logoutToken(client, logout));
    }

    static Duration wait(int attempts) {
        return FIRST_WAIT.multipliedBy((long) Math.pow(3, attempts - 1.0));
    }
}
