package dev.gatehouse.http;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and with what right.
 *
 * @param sessionId the session, or null while a sign-in that has earned enrolment is still under way
 * @param transactionId the sign-in under way, or null in a session
 * @param stepUp the last fresh proof, or null
 */
public record Caller(
        UUID accountId,
        String name,
        UUID organisationId,
        Set<Permission> permissions,
        @Nullable UUID sessionId,
        @Nullable UUID transactionId,
        @Nullable StepUp stepUp,
        Origin origin) {

    private static final UUID NOBODY = new UUID(0, 0);

    /**
     * The server itself, such as its command line: may do everything everywhere, and needs no fresh proof. No request ever gets
     * this caller.
     *
     * @param name what the audit log calls it
     */
    public static Caller system(String name) {
        return new Caller(
                NOBODY,
                name,
                NOBODY,
                Set.of(Permission.values()),
                null,
                null,
                new StepUp(Set.of(StepUp.Action.values()), Instant.MAX),
                Origin.system());
    }

    /** The account, or null for the server itself. */
    public @Nullable UUID actorId() {
        return accountId.equals(NOBODY) ? null : accountId;
    }

    public boolean has(Permission permission) {
        return permissions.contains(permission);
    }

    /**
     * Refuses a caller without the permission, with {@code forbidden}.
     *
     * @throws Problem {@code forbidden}
     */
    public void require(Permission permission) {
        if (!has(permission)) {
            throw HttpProblems.FORBIDDEN.problem();
        }
    }

    /**
     * Refuses a caller without the permission in that organisation. A foreign organisation is {@code not-found}, so that
     * nobody learns that it exists.
     *
     * @throws Problem {@code not-found} or {@code forbidden}
     */
    public void require(Permission permission, UUID organisation) {
        if (has(Permission.PROVIDER)) {
            return;
        }
        if (!organisation.equals(organisationId)) {
            throw HttpProblems.NOT_FOUND.problem();
        }
        require(permission);
    }

    /**
     * Refuses a session without a fresh proof for that action.
     *
     * @throws Problem {@code step-up-required}
     */
    public void requireStepUp(StepUp.Action action, Instant now) {
        if (stepUp == null || !stepUp.covers(action, now)) {
            throw HttpProblems.STEP_UP_REQUIRED.problem();
        }
    }

    /** The session; only callers with {@link Permission#SELF} have one. */
    public UUID session() {
        if (sessionId == null) {
            throw HttpProblems.SIGN_IN_REQUIRED.problem();
        }
        return sessionId;
    }
}
