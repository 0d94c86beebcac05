package dev.gatehouse.audit;

import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, before it gets its place in the chain.
 *
 * @param organisationId whose log it belongs to
 * @param action feature word and verb, such as {@code factor.enrol}
 * @param success false when the action was refused
 * @param actorId who acted, or null when nobody is known
 * @param actorName the name at that time, or the name of a job
 * @param details what else an auditor wants to know; never a secret
 */
public record AuditEvent(
        UUID organisationId,
        String action,
        boolean success,
        @Nullable UUID actorId,
        String actorName,
        @Nullable String objectKind,
        @Nullable UUID objectId,
        @Nullable String objectName,
        Origin origin,
        JsonObject details) {

    /** An action of a signed-in person in an organisation, which is not always the person's own. */
    public static AuditEvent by(Caller caller, UUID organisationId, String action) {
        return by(caller.actorId(), caller.name(), organisationId, caller.origin(), action);
    }

    /** An action of somebody who is not signed in yet, or of the server itself ({@code actorId} null). */
    public static AuditEvent by(
            @Nullable UUID actorId, String actorName, UUID organisationId, Origin origin, String action) {
        return new AuditEvent(
                organisationId, action, true, actorId, actorName, null, null, null, origin, new JsonObject());
    }

    /** The same, refused. */
    public AuditEvent refused() {
        return new AuditEvent(
                organisationId, action, false, actorId, actorName, objectKind, objectId, objectName, origin, details);
    }

    /** The same, with what it was done to. */
    public AuditEvent on(String kind, UUID id, String name) {
        return new AuditEvent(organisationId, action, success, actorId, actorName, kind, id, name, origin, details);
    }

    /** The same, with one more detail. */
    public AuditEvent with(String name, @Nullable Object value) {
        return new AuditEvent(
                organisationId,
                action,
                success,
                actorId,
                actorName,
                objectKind,
                objectId,
                objectName,
                origin,
                details.copy().put(name, value));
    }
}
