package dev.gatehouse.http;

import java.util.Set;

/**
 * What an operation asks of its callers.
 *
 * @param scopes each of which lets a bearer token in (RFC 6750); none when only a session does
 */
public record Access(Permission permission, Set<String> scopes) {}
