/**
 * Organisations, their domains, people, addresses, roles and the import of people. Owns the tables {@code account_*}.
 */
@NullMarked
package dev.gatehouse.account;

import org.jspecify.annotations.NullMarked;
