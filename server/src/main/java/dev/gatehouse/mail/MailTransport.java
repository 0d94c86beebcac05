package dev.gatehouse.mail;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What takes messages out of the queue. */
interface MailTransport {

    /** A message was not taken. */
    final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean forGood;

        /**
         * Makes the refusal.
         *
         * @param forGood trying again is of no use
         * @param detail what the server said, or a sentence of ours
         */
        Refused(boolean forGood, @Nullable String detail) {
            super(detail, null, false, false);
            this.forGood = forGood;
        }

        boolean forGood() {
            return forGood;
        }
    }

    /** Hands the message over; fails with {@link Refused}. */
    Future<Void> deliver(OutgoingMail outgoing);

    /** Whether the text stays in the database after that. */
    boolean keepsText();

    /** Keeps every message where {@link CapturedMail} shows it, and sends nothing. */
    final class Capture implements MailTransport {

        @Override
        public Future<Void> deliver(OutgoingMail outgoing) {
            return Future.succeededFuture();
        }

        @Override
        public boolean keepsText() {
            return true;
        }
    }
}
