/**
 * Authenticators: TOTP, e-mailed codes, WebAuthn keys and passkeys, recovery codes, enrolment passes. Owns the tables
 * {@code factor_*}.
 */
@NullMarked
package dev.gatehouse.factor;

import org.jspecify.annotations.NullMarked;
