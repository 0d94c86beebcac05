package dev.gatehouse.mail;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.UUID;

/** Sends the product's own mail. */
public final class MailService {

    /** Queues a message as part of the transaction that causes it. */
    public Future<UUID> send(SqlClient tx, Mail mail) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** How far a message got, as long as it is remembered. */
    public Future<Optional<Delivery>> delivery(SqlClient client, UUID mailId) {
        return Future.failedFuture(new UnsupportedOperationException());
    }
}
