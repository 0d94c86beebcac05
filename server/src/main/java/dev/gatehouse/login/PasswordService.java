package dev.gatehouse.login;

import dev.gatehouse.crypto.InvalidPasswordHash;
import dev.gatehouse.crypto.PasswordHash;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Where passwords are kept. */
final class PasswordService {

    // No policy can ask for more.
    private static final int LONGEST_HISTORY = 24;

    private final PasswordStore store;
    private final Clock clock;

    PasswordService(PasswordStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Future<Optional<PasswordState>> find(SqlClient client, UUID accountId) {
        return store.find(client, accountId);
    }

    /** Stores a hash that {@link NewPasswords} has let through, or that was imported. */
    Future<Void> set(SqlClient tx, UUID accountId, String hash) {
        return store.set(tx, accountId, hash, clock.instant())
                .compose(done -> store.trimHistory(tx, accountId, LONGEST_HISTORY));
    }

    Future<Void> mustChange(SqlClient tx, UUID accountId) {
        return store.mustChange(tx, accountId);
    }

    /** Why an encoded hash of an old system cannot be taken; empty when it can. */
    Optional<String> refuseHash(String encoded) {
        try {
            PasswordHash.parse(encoded);
            return Optional.empty();
        } catch (InvalidPasswordHash e) {
            return Optional.of(e.reason());
        }
    }
}
