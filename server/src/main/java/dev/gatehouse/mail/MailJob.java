package dev.gatehouse.mail;

import dev.gatehouse.db.Notifications;
import dev.gatehouse.mail.MailTransport.Refused;
import dev.gatehouse.work.Rounds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the queue. Runs on every node; the database gives each message to one of them. */
public final class MailJob extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(MailJob.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int AT_ONCE = 8;

    private final MailService mail;
    private final Notifications notifications;
    private final Optional<Relay> relay;
    private final Set<Future<Void>> underWay = new HashSet<>();
    private MailTransport transport = new MailTransport.Capture();
    private @Nullable Rounds rounds;

    /**
     * Makes the job; deploy it on the event loop. (On a virtual thread the mail client can miss a greeting that arrives before
     * the thread runs.)
     *
     * @param relay who takes our mail; without one every message is kept for {@link CapturedMail} and nothing is sent
     */
    public MailJob(MailService mail, Notifications notifications, Optional<Relay> relay) {
        this.mail = mail;
        this.notifications = notifications;
        this.relay = relay;
    }

    @Override
    public Future<?> start() {
        if (!context.isEventLoopContext()) {
            return Future.failedFuture(new IllegalStateException("the mail job runs on the event loop"));
        }
        relay.ifPresent(settings -> transport = new RelayTransport(vertx, settings, AT_ONCE));
        Rounds begun = new Rounds(vertx, "mail", PAUSE, this::round);
        rounds = begun;
        notifications.on(MailStore.CHANNEL, begun::nudge);
        vertx.setPeriodic(0, HOUR_MILLIS, fired -> forgetOld());
        begun.begin();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        Future<Void> idle = rounds == null ? Future.succeededFuture() : rounds.stop();
        return idle.compose(stopped -> Future.join(List.copyOf(underWay)).otherwiseEmpty());
    }

    private Future<Boolean> round() {
        int free = AT_ONCE - underWay.size();
        return free == 0
                ? Future.succeededFuture(false)
                : mail.claim(free).map(due -> {
                    due.forEach(this::deliver);
                    return false;
                });
    }

    /** Begins a delivery; its end makes room and looks for more. */
    private void deliver(OutgoingMail outgoing) {
        // Composing turns what a transport throws into a failed future as well: one odd message must not stop the
        // others.
        Future<Void> delivery = Future.succeededFuture()
                .compose(now -> transport.deliver(outgoing))
                .compose(
                        taken -> mail.accepted(outgoing, transport.keepsText()),
                        failure -> failure instanceof Refused refused
                                ? refused(outgoing, refused)
                                : Future.failedFuture(failure));
        underWay.add(delivery);
        delivery.onComplete(done -> {
            underWay.remove(delivery);
            if (done.failed()) {
                LOG.atWarn()
                        .setCause(done.cause())
                        .addKeyValue("mail", outgoing.id())
                        .log("the delivery could not be recorded; it is repeated when its lease ends");
            }
            if (rounds != null) {
                rounds.nudge();
            }
        });
    }

    private Future<Void> refused(OutgoingMail outgoing, Refused refused) {
        LOG.atInfo()
                .addKeyValue("mail", outgoing.id())
                .addKeyValue("kind", outgoing.mail().kind())
                .addKeyValue("attempt", outgoing.attempts())
                .addKeyValue("forGood", refused.forGood())
                .log("a message was not taken");
        return mail.refused(outgoing, refused);
    }

    private void forgetOld() {
        mail.forgetOld().onFailure(failure -> LOG.atWarn().setCause(failure).log("old mail could not be forgotten"));
    }
}
