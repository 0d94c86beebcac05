package dev.gatehouse.oauth;

import java.util.UUID;

/**
 * The end of a session, to be told to a client.
 *
 * @param attempts how often it has been tried, this time included
 */
record Logout(UUID id, UUID clientId, UUID accountId, UUID sessionId, int attempts) {}
