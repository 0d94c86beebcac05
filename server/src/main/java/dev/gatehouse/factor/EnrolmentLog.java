package dev.gatehouse.factor;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.UUID;

/** What the enrolment of an authenticator tells the sign-in under way, which implements it. */
@FunctionalInterface
public interface EnrolmentLog {

    /** The person has proved a new authenticator in the middle of that sign-in. */
    Future<Void> enrolled(SqlClient tx, UUID transactionId, Proof proof);
}
