package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that waits while a person signs in or makes up their mind.
 *
 * @param token names it, to whoever holds it
 * @param parameters as the client sent them; they are checked again when it goes on
 * @param chosenBy who has said that it is this account, or null
 * @param approvedBy who has said yes to what is asked for, or null
 */
record ParkedRequest(
        Token token,
        UUID clientId,
        Map<String, String> parameters,
        Instant createdAt,
        @Nullable UUID chosenBy,
        @Nullable UUID approvedBy,
        boolean denied) {}
