package dev.gatehouse.oauth;

import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.db.Recall;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds clients for the protocol, most of the time without asking the database. */
final class ClientDirectory {

    private static final int SIZE = 10_000;

    private final Db db;
    private final ClientStore store;
    private final Recall<UUID, Optional<Client>> known;

    ClientDirectory(Db db, ClientStore store, Notifications notifications, Clock clock) {
        this.db = db;
        this.store = store;
        this.known = new Recall<>(
                notifications, List.of(ClientStore.CHANNEL, TenantDirectory.CHANNEL), UUID::fromString, clock, SIZE);
    }

    /** The client with that {@code client_id}, if it may be used now. */
    Future<Optional<Client>> usable(String clientId) {
        return id(clientId)
                .map(id -> known.get(id, this::load))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .map(found -> found.filter(Client::usable));
    }

    private Future<Optional<Client>> load(UUID id) {
        return db.query(client -> store.find(client, id));
    }

    /** Only the one spelling that was given out: a token's audience and a code's client are compared as text. */
    private static Optional<UUID> id(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
