package dev.gatehouse.factor;

import dev.gatehouse.http.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a code, a challenge or a set-up belongs to, and dies with: a sign-in under way or a session. Only the challenge of a
 * sign-in by passkey alone belongs to neither.
 */
record Bond(@Nullable UUID transactionId, @Nullable UUID sessionId) {

    static final Bond NONE = new Bond(null, null);

    static Bond transaction(UUID id) {
        return new Bond(id, null);
    }

    static Bond session(UUID id) {
        return new Bond(null, id);
    }

    static Bond of(Caller caller) {
        UUID transaction = caller.transactionId();
        return transaction == null ? session(caller.session()) : transaction(transaction);
    }

    /** The id of the sign-in or session. */
    UUID id() {
        UUID id = transactionId == null ? sessionId : transactionId;
        if (id == null) {
            throw new IllegalStateException("bound to nothing");
        }
        return id;
    }
}
