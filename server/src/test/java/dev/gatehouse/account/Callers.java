package dev.gatehouse.account;

import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.StepUp;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Callers with the rights of a role. */
final class Callers {

    private Callers() {}

    static Caller with(UUID organisationId, Role... roles) {
        return with(UUID.randomUUID(), organisationId, new StepUp(Set.of(StepUp.Action.values()), Instant.MAX), roles);
    }

    static Caller withoutStepUp(UUID organisationId, Role... roles) {
        return with(UUID.randomUUID(), organisationId, null, roles);
    }

    static Caller with(
            UUID accountId, UUID organisationId, @org.jspecify.annotations.Nullable StepUp stepUp, Role... roles) {
        return new Caller(
                accountId,
                "Caller",
                organisationId,
                Role.permissions(Set.of(roles)),
                UUID.randomUUID(),
                null,
                stepUp,
                new Origin("192.0.2.1", "test", "r-1"));
    }
}
