package dev.gatehouse.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** The audit log. */
public final class AuditService {

    /** Appends to the organisation's chain, as part of the transaction that did it. Call it last: it locks the chain. */
    public Future<Void> record(SqlClient tx, AuditEvent event) {
        return Future.failedFuture(new UnsupportedOperationException());
    }
}
