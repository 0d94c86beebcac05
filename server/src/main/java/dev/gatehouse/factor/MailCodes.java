package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.Codes;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.db.Ids;
import dev.gatehouse.factor.FactorVerifier.MailCode;
import dev.gatehouse.factor.MailCodeStore.Sent;
import dev.gatehouse.http.Problem;
import dev.gatehouse.mail.Delivery;
import dev.gatehouse.mail.Mail;
import dev.gatehouse.mail.MailService;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Mailed codes: eight digits that work once, for ten minutes, for one sign-in or session. Five wrong answers end it there,
 * however many codes were sent (NIST SP 800-63B-4: a new code does not reset the count).
 */
final class MailCodes {

    static final int DIGITS = 8;
    static final Duration LIFETIME = Duration.ofMinutes(10);
    /** So long after a code, the next one can be asked for. */
    static final Duration COOL_DOWN = Duration.ofSeconds(30);

    static final int MAX_TRIES = 5;

    private final MailCodeStore store = new MailCodeStore();
    private final Codes codes = new Codes();
    private final SealedCodes sealedCodes;
    private final MailService mail;
    private final Clock clock;

    MailCodes(MailService mail, SecretBox box, Clock clock) {
        this.sealedCodes = new SealedCodes(box);
        this.mail = mail;
        this.clock = clock;
    }

    /**
     * Mails a code; the one before stops working.
     *
     * @param letter writes the mail around the code
     * @return fails with {@code resend-too-soon} or {@code mail-code-used-up}
     */
    Future<MailCode> send(SqlClient tx, Account account, Bond bond, String address, Function<String, Mail> letter) {
        Instant now = clock.instant();
        return store.lock(tx, bond).compose(earlier -> {
            earlier.ifPresent(code -> requireMayResend(code, now));
            String code = codes.numeric(DIGITS);
            UUID id = earlier.map(Sent::id).orElseGet(Ids::next);
            return mail.send(tx, letter.apply(code))
                    .map(mailId -> new Sent(
                            id,
                            address,
                            Buffer.buffer(sealedCodes.seal(code, bond.id())),
                            0,
                            mailId,
                            now,
                            now.plus(LIFETIME)))
                    .compose(sent -> store(tx, account.id(), bond, sent, earlier.isPresent()))
                    .map(sent -> state(sent, new Delivery(Delivery.State.QUEUED, now, null)));
        });
    }

    /** When another request has stored a code at the same time, the failure rolls this one's mail back. */
    private Future<Sent> store(SqlClient tx, UUID accountId, Bond bond, Sent sent, boolean replace) {
        Future<Boolean> stored = replace ? store.replace(tx, sent) : store.insert(tx, accountId, bond, sent);
        return stored.map(done -> {
            if (!done) {
                throw tooSoon(COOL_DOWN);
            }
            return sent;
        });
    }

    private static void requireMayResend(Sent earlier, Instant now) {
        if (earlier.tries() >= MAX_TRIES) {
            throw FactorProblems.MAIL_CODE_USED_UP.problem();
        }
        Duration wait = Duration.between(now, earlier.sentAt().plus(COOL_DOWN));
        if (wait.isPositive()) {
            throw tooSoon(wait);
        }
    }

    private static Problem tooSoon(Duration wait) {
        return FactorProblems.RESEND_TOO_SOON.problem().retryAfter(wait);
    }

    /** How far the last code got. */
    Future<Optional<MailCode>> find(SqlClient client, Bond bond) {
        return store.find(client, bond).compose(found -> found.map(sent -> mail.delivery(client, sent.mailId())
                        .map(delivery -> Optional.of(state(
                                sent, delivery.orElse(new Delivery(Delivery.State.QUEUED, sent.sentAt(), null))))))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    /** The address of a code that can still be answered. */
    Future<Optional<String>> pendingAddress(SqlClient client, Bond bond) {
        Instant now = clock.instant();
        return store.find(client, bond)
                .map(found -> found.filter(sent -> sent.tries() < MAX_TRIES && now.isBefore(sent.expiresAt()))
                        .map(Sent::address));
    }

    /**
     * Uses up the code and says which mailbox it has proved; empty when it is wrong or too late. The try is counted first,
     * so a transaction that is rolled back gives it back.
     */
    Future<Optional<String>> answer(SqlClient tx, Bond bond, String typed) {
        return store.countTry(tx, bond, MAX_TRIES, clock.instant()).compose(found -> found.filter(
                        sent -> sealedCodes.matches(sent.code().getBytes(), typed, bond.id()))
                .map(sent -> store.take(tx, sent.id())
                        .map(taken -> taken ? Optional.of(sent.address()) : Optional.<String>empty()))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    private static MailCode state(Sent sent, Delivery delivery) {
        return new MailCode(
                sent.address(),
                delivery.state().name().toLowerCase(Locale.ROOT),
                delivery.at(),
                delivery.detail(),
                sent.sentAt(),
                sent.expiresAt());
    }
}
