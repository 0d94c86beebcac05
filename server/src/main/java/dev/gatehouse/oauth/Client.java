package dev.gatehouse.oauth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application that is registered here.
 *
 * @param secret null where it has none
 */
record Client(
        UUID id,
        Owner owner,
        ClientSettings settings,
        @Nullable ClientSecret secret,
        Instant createdAt) {

    /**
     * The organisation that has registered it.
     *
     * @param provider everybody's people may sign in to its applications; to those of others only their own
     */
    record Owner(UUID organisationId, String organisation, boolean provider, boolean active) {}

    String name() {
        return settings.name();
    }

    boolean usable() {
        return settings.active() && owner.active();
    }

    boolean confidential() {
        return settings.authMethod() != AuthMethod.NONE;
    }

    /** Whether people of that organisation may sign in to it. */
    boolean serves(UUID organisationId) {
        return owner.provider() || owner.organisationId().equals(organisationId);
    }
}
