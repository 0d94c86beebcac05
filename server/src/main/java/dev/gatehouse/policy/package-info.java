/**
 * Settings with floors, resolved from provider, organisation and domain. Owns the tables {@code policy_*}.
 */
@NullMarked
package dev.gatehouse.policy;

import org.jspecify.annotations.NullMarked;
