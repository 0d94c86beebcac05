package dev.gatehouse.policy;

/**
 * How well people are protected now.
 *
 * @param people active people
 * @param withFactor have an authenticator that is allowed
 * @param mailCodeOnly have none, but are asked for an e-mailed code
 * @param passwordOnly have none and are asked for nothing else
 */
record Coverage(int people, int withFactor, int mailCodeOnly, int passwordOnly) {}
